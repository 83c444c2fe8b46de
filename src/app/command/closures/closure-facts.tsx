import { TrafficCone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../state/services.ts';
import { formatExact } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { FactRow } from '../pick/fact-row.tsx';
import { LiftButton } from './lift-button.tsx';
import { formatMoment, sayClosureKind, sayClosureTime } from './say-closure.ts';

/** A closure picked on the map: what it does, why, until when; with the button that lifts it. */
export function ClosureFacts({ id }: { readonly id: string }) {
	const { t, i18n } = useTranslation();
	const closure = useLive((state) => state.closures.find((other) => other.id === id));
	const nowMs = useNow() + (useLive((state) => state.serverOffsetMs) ?? 0);
	if (!closure) return <EmptyState icon={TrafficCone} title={t('closures.gone')} />;
	return (
		<>
			<p className="pick__name">{sayClosureKind(i18n, closure)}</p>
			<dl className="rows">
				<FactRow label={t('closures.reason')} value={closure.reason || null} reason={t('closures.noReason')} />
				<FactRow label={t('closures.holds')} value={sayClosureTime(i18n, closure, nowMs)} />
				{closure.speedShare > 0 && (
					<FactRow label={t('closures.speed')} value={`${formatExact(closure.speedShare * 100)} %`} />
				)}
				<FactRow label={t('closures.drawn')} value={formatMoment(closure.createdAtMs, nowMs)} />
				<FactRow label={t('target.id')} value={closure.id} />
			</dl>
			<LiftButton id={id} />
		</>
	);
}
