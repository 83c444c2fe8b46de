import { useTranslation } from 'react-i18next';
import { putIncident } from '../../../client/state/live-store.ts';
import type { Incident, IncidentRecord } from '../../../domain/incident.ts';
import { useLive, useServices, useUi } from '../../state/services.ts';
import type { LifeStep } from '../../state/ui-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { nameIncidentPlace } from '../incident-place.ts';
import { useKindName } from '../use-kind-name.ts';
import { CallerFacts } from './caller-facts.tsx';
import { ChangeForm } from './change-form.tsx';
import { HandOverForm } from './hand-over-form.tsx';
import { ReasonForm } from './reason-form.tsx';

/** Closing, reopening, merging or changing an incident, open while one of them is asked for. */
export function LifeDialog() {
	const step = useUi((state) => state.life);
	return step && <StepOf key={`${step.kind} ${step.incidentId}`} step={step} />;
}

const QUICK = {
	close: ['done', 'falseAlarm', 'duplicate', 'handedOver', 'drill'],
	reopen: ['rekindled', 'byMistake', 'newFacts'],
	merge: ['same', 'caller'],
} as const;
const TITLES = {
	close: 'life.closeTitle',
	reopen: 'life.reopenTitle',
	change: 'life.changeTitle',
	'hand-over': 'handOver.title',
	caller: 'caller.title',
} as const;

function StepOf({ step }: { readonly step: LifeStep }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const sayKind = useKindName();
	const incident = useLive((state) => state.incidents.find(({ id }) => id === step.incidentId));
	const close = () => ui.setState({ life: null });
	if (!incident) return null;
	const title = step.kind === 'merge' ? t('life.mergeTitle', { id: step.into }) : t(TITLES[step.kind]);
	return (
		<Dialog title={title} closeLabel={t('life.cancel')} onClose={close}>
			<p className="life__incident soft">
				{incident.id} · {sayKind(incident)} · {nameIncidentPlace(incident)}
			</p>
			<BodyOf step={step} incident={incident} onDone={close} />
		</Dialog>
	);
}

interface BodyProps {
	readonly step: LifeStep;
	readonly incident: Incident;
	readonly onDone: () => void;
}

function BodyOf({ step, incident, onDone }: BodyProps) {
	switch (step.kind) {
		case 'change':
			return <ChangeForm incident={incident} onDone={onDone} />;
		case 'hand-over':
			return <HandOverForm incident={incident} onDone={onDone} />;
		case 'caller':
			return <CallerFacts incidentId={incident.id} />;
		default:
			return <ReasonOf step={step} onDone={onDone} />;
	}
}

interface ReasonProps {
	readonly step: Exclude<LifeStep, { kind: 'change' | 'hand-over' | 'caller' }>;
	readonly onDone: () => void;
}

function ReasonOf({ step, onDone }: ReasonProps) {
	const { t } = useTranslation();
	const { api, live, selection } = useServices();
	const { incidentId: id } = step;
	const run = async (send: Promise<IncidentRecord>, shown?: string) => {
		putIncident(live, await send);
		if (shown !== undefined) selection.setState({ incidentId: shown, selected: null });
		onDone();
	};
	switch (step.kind) {
		case 'close':
			return (
				<ReasonForm
					quick={QUICK.close.map((key) => t(`life.closeQuick.${key}`))}
					confirm={t('life.closeConfirm')}
					send={(reason) => run(api.closeIncident(id, reason))}
					onCancel={onDone}
				/>
			);
		case 'reopen':
			return (
				<ReasonForm
					quick={QUICK.reopen.map((key) => t(`life.reopenQuick.${key}`))}
					confirm={t('life.reopenConfirm')}
					send={(reason) => run(api.reopenIncident(id, reason), id)}
					onCancel={onDone}
				/>
			);
		case 'merge':
			return (
				<ReasonForm
					quick={QUICK.merge.map((key) => t(`life.mergeQuick.${key}`))}
					confirm={t('life.mergeConfirm')}
					send={(reason) => run(api.mergeIncident(id, step.into, reason), step.into)}
					onCancel={onDone}
				/>
			);
	}
}
