/** Files to send: made here, so that no picture has to lie in the repository. */

/** A plant in its pot, as a photograph would have it. */
export async function photo(name = "pot.png", width = 640, height = 480): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser draws nothing");
  const part = (x: number, y: number) => [x * width, y * height] as const;
  const sky = pen.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, "#dfe9e2");
  sky.addColorStop(1, "#b9cbbd");
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = "#3f7d4e";
  for (const turn of [-0.9, -0.45, 0, 0.45, 0.9]) {
    pen.save();
    pen.translate(...part(0.5, 0.6));
    pen.rotate(turn);
    pen.beginPath();
    pen.ellipse(0, -0.25 * height, 0.06 * height, 0.26 * height, 0, 0, 7);
    pen.fill();
    pen.restore();
  }
  pen.fillStyle = "#c2623d";
  pen.beginPath();
  pen.moveTo(...part(0.34, 0.58));
  pen.lineTo(...part(0.66, 0.58));
  pen.lineTo(...part(0.6, 0.92));
  pen.lineTo(...part(0.4, 0.92));
  pen.fill();
  pen.strokeStyle = "#4b1f10";
  pen.lineWidth = 0.012 * height;
  pen.beginPath();
  for (const [x, y] of [part(0.45, 0.58), part(0.48, 0.7), part(0.44, 0.78), part(0.5, 0.92)] as const) pen.lineTo(x, y);
  pen.stroke();
  return new File([await canvas.convertToBlob()], name, { type: "image/png" });
}

export const invoice = (name = "Invoice 4711.pdf", bytes = 184_320): File =>
  new File(["%PDF-1.7\n", new Uint8Array(bytes - 9)], name, { type: "application/pdf" });

/** As an agent's hands have it. */
export const given = async (file: File) => ({ name: file.name, content: new Uint8Array(await file.arrayBuffer()) });
