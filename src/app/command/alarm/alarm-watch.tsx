import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignal } from '../../sound/use-signal.ts';
import { useLive, useServices } from '../../state/services.ts';
import { findOpenIncidents, findWaitingIncidents } from '../../state/use-incident.ts';
import { formatDuration } from '../../ui/format.ts';
import { followNewArrivals } from './follow-new-arrivals.ts';

const ICON = 'link[rel="icon"]';
const CALM_ICON = '/icon.svg';
const ALARM_ICON = '/icon-alarm.svg';

/** What alarms do without being looked at: they ring, and stand in the title and icon of the window. Shows nothing itself. */
export function AlarmWatch() {
	const { live, sound } = useServices();
	const isWaiting = useLive((state) => findWaitingIncidents(state.incidents).length > 0);
	useSignal('alarm', isWaiting);
	useWindowTitle();
	useEffect(
		() =>
			followNewArrivals(live, {
				isOpen: (incidentId) => findOpenIncidents(live.getState().incidents).some(({ id }) => id === incidentId),
				onArrived: () => sound.start('arrived')(),
			}),
		[live, sound],
	);
	return null;
}

/** How many wait and since when, renewed each second outside React: no component draws it. */
function useWindowTitle(): void {
	const { t } = useTranslation();
	const { live } = useServices();
	useEffect(() => {
		const say = () => {
			const { incidents, serverOffsetMs } = live.getState();
			const waiting = findWaitingIncidents(incidents);
			const [oldest] = waiting;
			const waitedS = oldest ? (Date.now() + (serverOffsetMs ?? 0) - oldest.createdAtMs) / 1000 : 0;
			const title = oldest
				? t('alarm.title', { count: waiting.length, waited: formatDuration(Math.max(0, waitedS)) })
				: t('product');
			if (document.title !== title) document.title = title;
			const icon = document.querySelector<HTMLLinkElement>(ICON);
			const href = oldest ? ALARM_ICON : CALM_ICON;
			if (icon && icon.getAttribute('href') !== href) icon.setAttribute('href', href);
		};
		say();
		const timer = setInterval(say, 1000);
		const stop = live.subscribe(say);
		return () => {
			clearInterval(timer);
			stop();
		};
	}, [live, t]);
}
