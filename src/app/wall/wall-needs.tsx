import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../domain/incident.ts';
import { nameIncidentPlace } from '../command/incident-place.ts';
import { useLive } from '../state/services.ts';
import { useServerNow } from '../state/use-server-now.ts';
import { formatAge, formatDuration, formatNumber } from '../ui/format.ts';
import { useLanguage } from '../ui/use-language.ts';
import { findWallNeeds, type WallNeed } from './read-wall.ts';

interface WallNeedsProps {
	readonly incidents: readonly Incident[];
	readonly most: number;
}

/** What somebody has to do something about: danger to life first. */
export function WallNeeds({ incidents, most }: WallNeedsProps) {
	const { t } = useTranslation();
	const dispatches = useLive((state) => state.dispatches);
	const teams = useLive((state) => state.teams);
	const requests = useLive((state) => state.requests);
	const tasks = useLive((state) => state.tasks);
	const nowMs = useServerNow();
	const needs = findWallNeeds({ incidents, dispatches, teams, requests, tasks, nowMs });
	const shown = needs.length > most ? needs.slice(0, most - 1) : needs;
	return (
		<section className="wall__card" aria-label={t('wall.needs')}>
			<h2>
				<TriangleAlert size={22} strokeWidth={1.75} aria-hidden />
				{t('wall.needs')}
				<span className="wall__answer">{t('wall.needsCount', { count: needs.length })}</span>
			</h2>
			{needs.length === 0 && (
				<p className="wall__empty">
					<CircleCheck size={22} strokeWidth={1.75} aria-hidden />
					{t('wall.noNeeds')}
				</p>
			)}
			<ul>
				{shown.map((need) => (
					<Need key={keyOf(need)} need={need} nowMs={nowMs} />
				))}
			</ul>
			{shown.length < needs.length && (
				<p className="wall__more">{t('wall.moreNeeds', { count: needs.length - shown.length })}</p>
			)}
		</section>
	);
}

function keyOf(need: WallNeed): string {
	if (need.kind === 'par') return `par ${need.team.id}`;
	return 'incident' in need && need.incident ? `${need.kind} ${need.incident.id}` : need.kind;
}

function Need({ need, nowMs }: { readonly need: WallNeed; readonly nowMs: number }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const isLife = need.kind === 'evacuation' || need.kind === 'par';
	const Icon = isLife ? CircleAlert : TriangleAlert;
	const { who, what } = useWords(need);
	return (
		<li data-life={isLife || undefined}>
			<Icon size={24} strokeWidth={1.75} aria-hidden />
			<span className="wall__what wall__what--line">
				<b>{who}</b> {what}
			</span>
			<span className="wall__when">
				{need.atMs === null
					? null
					: need.kind === 'par'
						? t('strip.late', { time: formatDuration((nowMs - need.atMs) / 1000) })
						: formatAge(need.atMs, nowMs, language)}
			</span>
		</li>
	);
}

function useWords(need: WallNeed): { readonly who: string; readonly what: string } {
	const { t } = useTranslation();
	switch (need.kind) {
		case 'par':
			return { who: need.team.name, what: t('wall.need.par', { count: need.team.people }) };
		case 'requests':
			return { who: t('tool.requests'), what: t('wall.need.requests', { count: need.count }) };
		case 'tasks':
			return { who: t('wall.tasks'), what: t('wall.need.tasks', { count: need.count }) };
		case 'hole':
			return {
				who: nameIncidentPlace(need.incident),
				what: t('wall.need.hole', { roadKm: formatNumber(need.roadKm, 1) }),
			};
		case 'evacuation':
			return { who: nameIncidentPlace(need.incident), what: t('wall.need.evacuation') };
		case 'not-sent':
			return { who: nameIncidentPlace(need.incident), what: t('wall.need.notSent') };
	}
}
