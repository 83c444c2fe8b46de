/** The id of the road of which a line is a part: 'way/1' of 'way/1/2'. '' = its id has no part before the last. */
export function wholeRoadId(id: string): string {
	return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}
