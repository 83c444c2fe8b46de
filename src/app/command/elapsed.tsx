import { useServerNow } from '../state/use-server-now.ts';
import { formatDuration } from '../ui/format.ts';

/** Elapsed time by the server's clock; stands still once the incident is closed. Not live for screen readers. */
export function Elapsed({ sinceMs, untilMs }: { readonly sinceMs: number; readonly untilMs: number | null }) {
	const nowMs = useServerNow();
	return <span>{formatDuration(((untilMs ?? nowMs) - sinceMs) / 1000)}</span>;
}
