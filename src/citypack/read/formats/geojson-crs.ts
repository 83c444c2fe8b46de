/**
 * The coordinate system that the `crs` member of GeoJSON before RFC 7946 names, as parseCrs takes it; null = none or an
 * unreadable one. `{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}}`, a link, and the older
 * `{"type":"EPSG","properties":{"code":4547}}`.
 */
export function readGeoJsonCrs(member: unknown): string | null {
	const { type, properties } = (member ?? {}) as { type?: unknown; properties?: Record<string, unknown> | null };
	const { name, href, code } = properties ?? {};
	if (typeof name === 'string') return name;
	if (typeof href === 'string') return href;
	if (typeof type === 'string' && /^epsg$/i.test(type) && (typeof code === 'number' || typeof code === 'string')) {
		return `EPSG:${code}`;
	}
	return null;
}
