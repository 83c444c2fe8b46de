import { Send, Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { closeUndo, undoOrder } from '../../state/send-units.ts';
import { useForce, useServices } from '../../state/services.ts';
import { useBlock } from '../../state/use-block.ts';
import { useNow } from '../../ui/use-now.ts';
import type { Assignment } from './read-assignment.ts';
import { useSending } from './use-sending.ts';

/** Accepts the assignment by one press; for 5 s after that takes the order back. Nothing where all are sent, or nobody is to be. */
export function OrderButton({
	incident,
	assignment,
}: {
	readonly incident: Incident;
	readonly assignment: Assignment;
}) {
	const { t } = useTranslation();
	const { send } = useSending(incident);
	const order = useForce((state) => state.order);
	const sending = useForce((state) => state.sending);
	const block = useBlock('dispatch.order');
	if (order?.incidentId === incident.id) return <UndoButton untilMs={order.untilMs} count={order.dispatchIds.length} />;
	const { planned, sent } = assignment;
	if (incident.closedAtMs !== null || planned.length === 0) return null;
	const isBusy = sending || block !== null;
	return (
		<button
			type="button"
			className="btn btn--row btn--primary order-button"
			data-press="dispatch-suggestion"
			aria-keyshortcuts="D"
			disabled={isBusy}
			title={block ?? t(sending ? 'forceBoard.sending' : 'forceBoard.orderHint')}
			onClick={() => send(planned.map(({ unit }) => unit))}
		>
			<Send size={14} strokeWidth={1.75} aria-hidden />
			{t(sent.length > 0 ? 'forceBoard.orderMore' : 'forceBoard.order', { count: planned.length })}
			<span className="kbd">D</span>
		</button>
	);
}

function UndoButton({ untilMs, count }: { readonly untilMs: number; readonly count: number }) {
	const { t } = useTranslation();
	const services = useServices();
	const nowMs = useNow(250);
	const { force } = services;
	const leftMs = untilMs - nowMs;
	useEffect(() => {
		if (leftMs <= 0) closeUndo(force, untilMs);
	}, [force, leftMs, untilMs]);
	return (
		<button type="button" className="btn btn--row order-button" onClick={() => void undoOrder(services)}>
			<Undo2 size={14} strokeWidth={1.75} aria-hidden />
			{t('forceBoard.undoCount', { count })}
			<span className="soft">{Math.max(0, Math.ceil(leftMs / 1000))} s</span>
		</button>
	);
}
