/** What is said of files, in Brazilian Portuguese. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Arquivos a enviar",
    remove: "Remover {name}",
    large: "{name} é grande demais: um arquivo pode ter até {limit}.",
    kind: "{name} não pode ser enviado aqui. Aceitamos: {kinds}.",
    empty: "{name} está vazio.",
    many: "Cabem até {limit} arquivos em uma mensagem.",
    drop: "Solte os arquivos aqui",
  },
  kinds: { picture: "imagens", document: "documentos", media: "áudio e vídeo" },
  card: {
    cancel: "Cancelar",
    save: "Baixar {name}",
    failed: "Não foi possível carregar o arquivo. Tente novamente em instantes.",
  },
  refused: {
    kind: "Este tipo de arquivo não é aceito aqui.",
    large: "O arquivo é grande demais.",
    quota: "Isso é mais do que se pode enviar em um dia.",
    lost: "O arquivo não está mais neste aparelho. Escolha-o novamente.",
  },
};
