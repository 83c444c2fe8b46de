/** Browsers by what their user agent says; the first that fits, as each also claims to be the ones below it. */
const BROWSERS = [
	['Edg/', 'Edge'],
	['MicroMessenger/', 'WeChat'],
	['Firefox/', 'Firefox'],
	['Chrome/', 'Chrome'],
	['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
	['OpenHarmony', 'HarmonyOS'],
	['Android', 'Android'],
	['iPhone', 'iPhone'],
	['iPad', 'iPad'],
	['Windows', 'Windows'],
	['Mac OS X', 'macOS'],
	['Linux', 'Linux'],
] as const;

/** Browser and system out of a user agent, as a person knows them; what fits none is shortened as it is. */
export function nameDevice(userAgent: string): string {
	const find = (known: readonly (readonly [string, string])[]) =>
		known.find(([part]) => userAgent.includes(part))?.[1] ?? null;
	const named = [find(BROWSERS), find(SYSTEMS)].filter((name) => name !== null);
	return named.length > 0 ? named.join(' · ') : userAgent.slice(0, 40) || '?';
}
