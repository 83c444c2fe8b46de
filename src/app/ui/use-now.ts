import { useEffect, useState } from 'react';

/** This machine's clock, renewed each `everyMs`; for clocks, ages and countdowns. */
export function useNow(everyMs = 1000): number {
	const [nowMs, setNowMs] = useState(() => Date.now());
	useEffect(() => {
		const timer = setInterval(() => setNowMs(Date.now()), everyMs);
		return () => clearInterval(timer);
	}, [everyMs]);
	return nowMs;
}
