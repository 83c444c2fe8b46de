/** Why this browser cannot draw the map, as a code; null = it can. Costs a context that is given back at once. */
export function findWebglFault(): 'no-webgl2' | null {
	const canvas = document.createElement('canvas');
	canvas.width = 1;
	canvas.height = 1;
	const context = canvas.getContext('webgl2');
	if (!context) return 'no-webgl2';
	context.getExtension('WEBGL_lose_context')?.loseContext();
	return null;
}
