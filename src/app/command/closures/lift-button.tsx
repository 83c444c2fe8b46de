import { useTranslation } from 'react-i18next';
import { keepClosure, liftLater } from '../../state/closures-store.ts';
import { useClosures, useLive, useServices } from '../../state/services.ts';
import { useRefusal } from '../../state/use-may.ts';
import { useNow } from '../../ui/use-now.ts';

/** Lifts a closure for everyone, after some seconds in which that can be taken back. */
export function LiftButton({ id }: { readonly id: string }) {
	const { t } = useTranslation();
	const services = useServices();
	const dueAtMs = useClosures((state) => state.liftingAtMs[id]);
	const isLive = useLive((state) => state.connection === 'live');
	const refusal = useRefusal('closure.edit');
	if (dueAtMs !== undefined) {
		return (
			<button type="button" className="btn btn--row" onClick={() => keepClosure(services.closures, id)}>
				{t('closures.undoLift')} <Countdown untilMs={dueAtMs} />
			</button>
		);
	}
	return (
		<button
			type="button"
			className="btn btn--row"
			disabled={!isLive || refusal !== null}
			title={refusal ?? t(isLive ? 'closures.liftHint' : 'closures.offline')}
			onClick={() => liftLater(services, id)}
		>
			{t('closures.lift')}
		</button>
	);
}

function Countdown({ untilMs }: { untilMs: number }) {
	const nowMs = useNow(250);
	return <span className="soft">{Math.max(0, Math.ceil((untilMs - nowMs) / 1000))} s</span>;
}
