/** Ids that people can say: the day of the server's clock and a number that grows, '2026-1120-0001'. */
export interface DayIds {
	/** Takes note of an id that is in use; one of another form is none of its own. */
	count(id: string): void;
	/** An id nobody has. Each call gives another. */
	take(nowMs: number): string;
}

/** Makes them, with `prefix` before the day. */
export function createDayIds(prefix = ''): DayIds {
	const lastNumber = new Map<string, number>();
	return {
		count(id) {
			if (!id.startsWith(prefix)) return;
			const [, day, number] = /^(\d{4}-\d{4})-(\d+)$/.exec(id.slice(prefix.length)) ?? [];
			if (day) lastNumber.set(day, Math.max(lastNumber.get(day) ?? 0, Number(number)));
		},
		take(nowMs) {
			const now = new Date(nowMs);
			const two = (value: number) => String(value).padStart(2, '0');
			const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}${two(now.getDate())}`;
			const number = (lastNumber.get(day) ?? 0) + 1;
			lastNumber.set(day, number);
			return `${prefix}${day}-${String(number).padStart(4, '0')}`;
		},
	};
}
