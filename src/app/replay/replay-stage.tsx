import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { BaseContext } from '../state/base.ts';
import { NowContext, ReplayContext } from '../state/replay-context.ts';
import { ServicesContext, useServices, useUi } from '../state/services.ts';
import { ClockContext } from '../ui/clock-context.ts';
import { LiveWaiting } from './live-waiting.tsx';
import { OpeningBar } from './opening-bar.tsx';
import { endReplay, NOTHING_IN_HAND } from './start-replay.ts';
import { useOpenReplay } from './use-open-replay.ts';
import './replay-stage.css';

const ReplayBar = lazy(() => import('./replay-bar.tsx').then((m) => ({ default: m.ReplayBar })));

/**
 * Shows the workspace as it is now, or the same one as it was: then under services of the replay, in a dashed frame with a hatched tag and
 * the controls below. The workspace stays mounted, so that the map is not built anew.
 */
export function ReplayStage({ children }: { readonly children: ReactNode }) {
	const now = useServices();
	const wanted = useUi((state) => state.replay);
	const opening = useOpenReplay(now, wanted);
	const open = opening.status === 'ready' && wanted === opening.open.incidentId ? opening.open : null;
	const shown = open?.services ?? now;
	useEffect(() => {
		if (wanted === null) return;
		const { replayFromMs } = now.ui.getState();
		// Opened with the present in hand.
		now.ui.setState({ ...NOTHING_IN_HAND, replayFromMs });
		// A new alarm is of now: so is its form.
		const stop = now.ui.subscribe(({ draft }) => {
			if (draft !== null) endReplay(now.ui);
		});
		return () => {
			stop();
			now.ui.setState({ replayFromMs: null, lit: null, pointed: null });
		};
	}, [now, wanted]);
	return (
		<NowContext value={now}>
			<div className="replay-stage" data-replay={open ? '' : undefined}>
				{wanted !== null && <LiveWaiting />}
				<ReplayContext value={open !== null}>
					<ClockContext value={shown.clock}>
						<BaseContext value={shown}>
							<ServicesContext value={shown}>
								<div className="replay-stage__work">{children}</div>
								{open && (
									<Suspense>
										<ReplayBar key={open.incidentId} open={open} now={now} />
									</Suspense>
								)}
							</ServicesContext>
						</BaseContext>
					</ClockContext>
				</ReplayContext>
				{wanted !== null && !open && <OpeningBar opening={opening} />}
			</div>
		</NowContext>
	);
}
