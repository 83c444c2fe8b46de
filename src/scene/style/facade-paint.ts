/** How what an aerial reaches is painted on a wall (UI design language, section 2: fill 34-42 %, hatch, outline of 2.5 px). */
export const REACH_PAINT = { alpha: 0.38, hatchAlpha: 0.62, outlinePx: 2.5 } as const;

/** How the burning floor is painted: windows show through it; its edge tells it from the reach in grey too. */
export const BAND_PAINT = { alpha: 0.88, edgePx: 1.2 } as const;
