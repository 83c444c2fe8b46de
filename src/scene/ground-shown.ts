/** Mark in the browser's performance timeline: streets and water are there for the first time. */
export const GROUND_SHOWN = 'fengtu-ground-shown';
