/** Red, green and blue of '#RRGGBB' as light, 0-1 (WCAG 2.2: relative luminance). */
export function readLight(hex: string): readonly [number, number, number] {
	return [1, 3, 5].map((at) => {
		const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
}

/** The contrast ratio of two colours '#RRGGBB' (WCAG 2.2), 1 to 21. */
export function measureContrast(one: string, other: string): number {
	const [low, high] = [one, other]
		.map((hex) => {
			const [red, green, blue] = readLight(hex);
			return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
		})
		.sort((a, b) => a - b) as [number, number];
	return (high + 0.05) / (low + 0.05);
}
