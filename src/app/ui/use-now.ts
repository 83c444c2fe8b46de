import { useContext, useEffect, useState } from 'react';
import { ClockContext } from './clock-context.ts';

/** The clock of what is shown (this machine's, in a replay that one's), renewed each `everyMs`; for clocks, ages and countdowns. */
export function useNow(everyMs = 1000): number {
	const clock = useContext(ClockContext);
	const [nowMs, setNowMs] = useState(() => clock.nowMs());
	useEffect(() => {
		const look = () => setNowMs(clock.nowMs());
		look();
		return clock.subscribe(look, everyMs);
	}, [clock, everyMs]);
	return nowMs;
}
