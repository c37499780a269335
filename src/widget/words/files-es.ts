/** What is said of files, in Spanish. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Archivos para enviar",
    remove: "Quitar {name}",
    large: "{name} es demasiado grande: un archivo puede tener hasta {limit}.",
    kind: "{name} no se puede enviar aquí. Se aceptan: {kinds}.",
    empty: "{name} está vacío.",
    many: "En un mensaje caben hasta {limit} archivos.",
    drop: "Suelte los archivos aquí",
  },
  kinds: { picture: "imágenes", document: "documentos", media: "audio y vídeo" },
  card: {
    cancel: "Cancelar",
    save: "Descargar {name}",
    failed: "No se pudo cargar el archivo. Vuelva a intentarlo en un momento.",
  },
  refused: {
    kind: "Este tipo de archivo no se acepta aquí.",
    large: "El archivo es demasiado grande.",
    quota: "Es más de lo que se puede enviar en un día.",
    lost: "El archivo ya no está en este dispositivo. Elíjalo de nuevo.",
  },
};
