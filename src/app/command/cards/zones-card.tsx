import { CircleAlert, ShieldOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Zone, Zones } from '../../../domain/alert/zones.ts';
import type { Assessment } from '../../../domain/assessment.ts';
import { Card } from '../../ui/card.tsx';
import { FindingList } from '../../ui/finding-list.tsx';
import { findFailedPart, findFindings } from '../../ui/finding-row.tsx';
import { compassSector, formatDistance, joinQuantity } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { walkRows } from '../walk-rows.ts';
import { FailedPart } from './failed-part.tsx';
import { PostRows } from './post-rows.tsx';
import { ZoneRow } from './zone-row.tsx';
import './lists.css';
import './zones-card.css';

/**
 * Card 5: what ground to keep out of, how far it reaches and whether it is active; where to command, wait and look from. Collapse and debris
 * are switched on by supposing that the fire is fought from outside.
 */
export function ZonesCard({ assessment }: { readonly assessment: Assessment }) {
	const { t } = useTranslation();
	const { zones, findings, situation } = assessment;
	const failed = findFailedPart(findings, 'zones', 'posts');
	const isEmpty = zones !== null && zones.zones.length === 0 && zones.posts.length === 0;
	return (
		<Card number={5} icon={CircleAlert} title={t('zones.region')} answer={<Answer zones={zones} />}>
			{failed && <FailedPart finding={failed} />}
			<FindingList findings={findFindings(findings, 'zones')} />
			{zones && zones.zones.length > 0 && (
				<ul className="rows" onKeyDown={walkRows}>
					{zones.zones.map((zone) => (
						<li key={zone.id}>
							<ZoneRow zone={zone} substance={situation.substance} />
						</li>
					))}
				</ul>
			)}
			{zones && !isEmpty && <PostRows zones={zones} />}
			{zones === null && !failed && (
				<EmptyState icon={ShieldOff} title={t('zones.notAssessed')} hint={t('zones.notAssessedHint')} />
			)}
			{isEmpty && <EmptyState icon={ShieldOff} title={t('zones.noZones')} hint={t('target.noneHint')} />}
		</Card>
	);
}

/** How far the collapse zone reaches and how many zones are active; the upwind side where the wind is known. */
function Answer({ zones }: { readonly zones: Zones | null }) {
	const { t } = useTranslation();
	if (zones === null) return t('zones.answerUnknown');
	const collapse = zones.zones.find(({ kind }) => kind === 'collapse');
	const active = zones.zones.filter(isToKeepOut).length;
	const said =
		active > 0
			? t('zones.answerActive', { count: active })
			: collapse && collapse.distanceM !== null
				? t('zones.answerContingent', { distance: joinQuantity(formatDistance(collapse.distanceM)) })
				: t('zones.noneActive');
	if (zones.upwindDeg === null) return said;
	const sector = compassSector(zones.upwindDeg) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
	return `${said} · ${t('zones.upwind', { side: t(`compass.d${sector}`) })}`;
}

/** Active, and more than an indication. */
function isToKeepOut({ state, kind }: Zone): boolean {
	return state === 'active' && kind !== 'smoke';
}
