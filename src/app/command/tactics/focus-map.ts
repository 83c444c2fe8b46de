/** Gives the map the focus: arrows and Enter draw at its crosshair. */
export function focusMap(): void {
	document.getElementById('map')?.focus({ preventScroll: true });
}
