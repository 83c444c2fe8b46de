import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { useLive, useServices, useUi } from '../../state/services.ts';
import { findShownAlarm, findWaitingIncidents, useCurrentIncident } from '../../state/use-incident.ts';
import { useRefusal } from '../../state/use-may.ts';
import { formatAge, formatDistance, joinQuantity } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { useNow } from '../../ui/use-now.ts';
import { findDuplicate } from './find-duplicate.ts';
import './life.css';

/** Proposes that the shown incident is the same as another one near in place and time: merge them, or say that they are not. */
export function DuplicateLine() {
	const incident = useCurrentIncident();
	return incident ? <LineOf incident={incident} /> : null;
}

function LineOf({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const incidents = useLive((state) => state.incidents);
	const dismissed = useUi((state) => state.notDuplicates);
	const alarmShown = useUi((state) => state.alarmShown);
	const refusal = useRefusal('incident.merge');
	const language = useLanguage();
	const nowMs = useNow() + (useLive((state) => state.serverOffsetMs) ?? 0);
	const found = findDuplicate(incident, incidents, dismissed);
	if (!found) return null;
	const { other, distanceM, pair } = found;
	const alarm = findShownAlarm(findWaitingIncidents(incidents), alarmShown);
	// The banner of the alarm says it already.
	if (alarm && findDuplicate(alarm, incidents, dismissed)?.pair === pair) return null;
	const age = formatAge(other.createdAtMs, nowMs, language);
	// The later call becomes a part of the earlier one.
	const [from, into] = other.createdAtMs < incident.createdAtMs ? [incident, other] : [other, incident];
	return (
		<div className="duplicate-line float" role="status">
			<Copy size={16} strokeWidth={1.75} aria-hidden />
			<span className="grow">
				{t('life.duplicate', { id: other.id, distance: joinQuantity(formatDistance(distanceM)), age })}
			</span>
			<button
				type="button"
				className="btn btn--row"
				disabled={refusal !== null}
				title={refusal ?? undefined}
				onClick={() => ui.setState({ life: { kind: 'merge', incidentId: from.id, into: into.id } })}
			>
				{t('life.merge')}
			</button>
			<button
				type="button"
				className="btn btn--row"
				onClick={() => ui.setState(({ notDuplicates }) => ({ notDuplicates: [...notDuplicates, pair] }))}
			>
				{t('life.notSame')}
			</button>
		</div>
	);
}
