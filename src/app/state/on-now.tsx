import { type ReactNode, useContext } from 'react';
import { machineClock } from '../../client/clock.ts';
import { ClockContext } from '../ui/clock-context.ts';
import { BaseContext } from './base.ts';
import { NowContext, ReplayContext } from './replay-context.ts';
import { ServicesContext } from './services.ts';

/** Shows what holds now, also inside a replay: alarms, accountability, signals to leave. */
export function OnNow({ children }: { readonly children: ReactNode }) {
	const now = useContext(NowContext);
	if (!now) return children;
	return (
		<ReplayContext value={false}>
			<ClockContext value={machineClock}>
				<BaseContext value={now}>
					<ServicesContext value={now}>{children}</ServicesContext>
				</BaseContext>
			</ClockContext>
		</ReplayContext>
	);
}
