/** What is said of files, in European Portuguese. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Ficheiros a enviar",
    remove: "Remover {name}",
    large: "{name} é demasiado grande: um ficheiro pode ter até {limit}.",
    kind: "{name} não pode ser enviado aqui. Aceitamos: {kinds}.",
    empty: "{name} está vazio.",
    many: "Cabem até {limit} ficheiros numa mensagem.",
    drop: "Largue os ficheiros aqui",
  },
  kinds: { picture: "imagens", document: "documentos", media: "áudio e vídeo" },
  card: {
    cancel: "Cancelar",
    save: "Transferir {name}",
    failed: "Não foi possível carregar o ficheiro. Tente novamente daqui a pouco.",
  },
  refused: {
    kind: "Este tipo de ficheiro não é aceite aqui.",
    large: "O ficheiro é demasiado grande.",
    quota: "É mais do que se pode enviar num dia.",
    lost: "O ficheiro já não está neste dispositivo. Escolha-o novamente.",
  },
};
