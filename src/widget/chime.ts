/** The sound of a reply nobody is looking at: two short tones, made here and loaded from nowhere. */

/** Long enough for tabs whose timers are slowed down, and for replies that come in a row. */
const TURN_MS = 3_000;
/** So long the tab somebody looks at has, to take the turn and stay silent. */
const YIELD_MS = 150;
const TONES = [
  { hertz: 784, at: 0 },
  { hertz: 1_047, at: 0.11 },
];
const TONE_SECONDS = 0.28;
const LOUDNESS = 0.08;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Rings unless somebody looks at the chat in this tab, or another tab has just rung or is looked at. `mayRing` is asked last. */
export async function ring(isLookedAt: boolean, mayRing: () => boolean): Promise<void> {
  if (!isLookedAt) await wait(YIELD_MS);
  if ((await isOurTurn()) && !isLookedAt && mayRing()) play();
}

/** One turn for all tabs of this origin. Where tabs cannot take turns, each has its own. */
function isOurTurn(): Promise<boolean> {
  return new Promise((resolve) => {
    const { locks } = navigator;
    if (!locks) return resolve(true);
    const take = (lock: unknown) => {
      resolve(lock !== null);
      return lock && wait(TURN_MS);
    };
    // A sandbox refuses; then nobody else has the turn either.
    locks.request("recado:ring", { ifAvailable: true }, take).catch(() => resolve(true));
  });
}

function play(): void {
  // Before a gesture browsers keep every sound back, and warn in the page's console about whoever tries.
  if (!navigator.userActivation?.hasBeenActive) return;
  const audio = new AudioContext();
  for (const { hertz, at } of TONES) {
    const tone = new OscillatorNode(audio, { type: "sine", frequency: hertz });
    const volume = new GainNode(audio, { gain: 0 });
    const start = audio.currentTime + at;
    volume.gain.linearRampToValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.000_1, start + TONE_SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + TONE_SECONDS);
    // The device is given back with the last one.
    if (at > 0) tone.addEventListener("ended", () => void audio.close());
  }
}
