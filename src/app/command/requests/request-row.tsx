import { Ban, Check, CircleDashed, type LucideIcon, Send, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { distanceM } from '../../../domain/geo/local-plane.ts';
import type { Incident } from '../../../domain/incident.ts';
import { REQUEST_STEPS, type RequestState, type ResourceRequest } from '../../../domain/records/resource-request.ts';
import { useServices } from '../../state/services.ts';
import { tellLive } from '../../state/tell-live.ts';
import { useAct } from '../../state/use-act.ts';
import { useBlock } from '../../state/use-block.ts';
import { useServerNow } from '../../state/use-server-now.ts';
import { formatAge, formatDistance, joinQuantity } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { type Fleet, type FleetUnit, useFleet } from '../force/list-fleet.ts';
import { isFree } from '../force/read-assignment.ts';
import { ActError } from '../roster/act-error.tsx';
import { sayRequest } from './say-request.ts';

const ICONS: Record<RequestState, LucideIcon> = {
	asked: CircleDashed,
	approved: Check,
	sent: Send,
	arrived: Check,
	refused: Ban,
	withdrawn: Undo2,
};

/** The nearest free vehicle that a request can be met with, straight from its station; undefined = there is none, or it asks for none. */
export function findMatch(
	{ what }: Pick<ResourceRequest, 'what'>,
	fleet: Pick<Fleet, 'units'>,
	at: { readonly lon: number; readonly lat: number },
): { readonly unit: FleetUnit; readonly awayM: number } | undefined {
	if (what.kind !== 'vehicle') return undefined;
	return fleet.units
		.filter(({ type, model }) => type === what.type && (what.model === null || model === what.model))
		.flatMap((unit) => (unit.station && isFree(unit) ? [{ unit, awayM: distanceM(unit.station, at) }] : []))
		.sort((a, b) => a.awayM - b.awayM)[0];
}

/** One request: what, how many, why, where it stands, and the steps that may follow, one press each. */
export function RequestRow({ request, incident }: { readonly request: ResourceRequest; readonly incident: Incident }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const { api, live } = useServices();
	const { run, busy, error } = useAct();
	const mayNotAnswer = useBlock('request.answer');
	const mayNotAsk = useBlock('request.add');
	const mayNotSend = useBlock('dispatch.order');
	const fleet = useFleet();
	const nowMs = useServerNow();
	const { id, version, state, reason, answer, askedBy, answeredBy, createdAtMs, times, unitIds } = request;
	const Icon = ICONS[state];
	const canSend = REQUEST_STEPS[state].includes('sent') && incident.closedAtMs === null;
	const match = canSend ? findMatch(request, fleet, incident) : undefined;
	const saidAtMs = times[state] ?? createdAtMs;
	const plates = unitIds.map((unitId) => fleet.byId.get(unitId)?.plate ?? unitId);
	const tell = (send: () => Promise<ResourceRequest>) => void run(async () => tellLive(live, 'request', await send()));
	const send = (unit: FleetUnit) =>
		void run(async () => {
			const sent = await api.dispatchUnits(incident.id, { unitIds: [unit.id], requestId: id });
			for (const dispatch of sent.dispatches) tellLive(live, 'dispatch', dispatch);
		});
	return (
		<li className="request" data-state={state} data-request={id}>
			<div className="request__head">
				<b className="grow">{sayRequest(i18n, request)}</b>
				<span className="request__state">
					<Icon size={16} strokeWidth={1.75} aria-hidden />
					{t(`codes.requestState.${state}`)}
				</span>
			</div>
			{reason && <p className="soft">{reason}</p>}
			<p className="dim">
				{t('requests.asked', { name: askedBy, age: formatAge(createdAtMs, nowMs, language) })}
				{answeredBy !== null && state !== 'asked' && (
					<> · {t('requests.answered', { name: answeredBy, age: formatAge(saidAtMs, nowMs, language) })}</>
				)}
				{plates.length > 0 && ` · ${plates.join(' ')}`}
				{answer && ` · ${answer}`}
			</p>
			<div className="request__acts">
				{match && (
					<button
						type="button"
						className="btn btn--row"
						disabled={mayNotSend !== null || busy}
						title={mayNotSend ?? t('forceBoard.orderHint')}
						onClick={() => send(match.unit)}
					>
						<Send size={14} strokeWidth={1.75} aria-hidden />
						{t('requests.sendUnit', {
							plate: `${match.unit.model} ${match.unit.plate}`,
							distance: joinQuantity(formatDistance(match.awayM)),
						})}
					</button>
				)}
				{REQUEST_STEPS[state].map((next) => {
					const block = next === 'withdrawn' ? mayNotAsk : mayNotAnswer;
					return (
						<button
							key={next}
							type="button"
							className="btn btn--row"
							disabled={block !== null || busy || incident.closedAtMs !== null}
							title={block ?? undefined}
							onClick={() =>
								tell(() =>
									next === 'withdrawn' ? api.withdrawRequest(id) : api.answerRequest(id, { version, state: next }),
								)
							}
						>
							{t(`requests.step.${next}`)}
						</button>
					);
				})}
			</div>
			<ActError error={error} />
		</li>
	);
}
