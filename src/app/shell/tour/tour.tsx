import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive, useServices, useUi } from '../../state/services.ts';
import { findWaitingIncidents } from '../../state/use-incident.ts';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { placeCard, type ScreenBox } from './place-card.ts';
import { TOUR_STEPS } from './tour-steps.ts';
import './tour.css';

/** The tour of the first run, open while there is a step. An alarm ends it: nothing stands before that. */
export function Tour() {
	const step = useUi((state) => state.tourStep);
	return step === null ? null : <TourCard step={step} />;
}

function TourCard({ step }: { readonly step: number }) {
	const { t } = useTranslation();
	const { ui, settings } = useServices();
	const alarm = useLive((state) => findWaitingIncidents(state.incidents).length > 0);
	const card = useRef<HTMLElement>(null);
	const [target, setTarget] = useState<ScreenBox | null>(null);
	const [at, setAt] = useState({ left: 0, top: 0 });
	const { word, points } = TOUR_STEPS[step] ?? TOUR_STEPS[0];
	const isLast = step === TOUR_STEPS.length - 1;
	const end = () => {
		ui.setState({ tourStep: null });
		settings.setState({ tourSeen: true });
	};
	useFocusReturn(card, true, t('tour.title'));

	useEffect(() => {
		if (alarm) ui.setState({ tourStep: null });
	}, [alarm, ui]);

	useLayoutEffect(() => {
		const place = () => {
			const box = document.querySelector(points)?.getBoundingClientRect() ?? null;
			const size = card.current?.getBoundingClientRect();
			const middle = { left: innerWidth / 2, top: innerHeight / 2, width: 0, height: 0 };
			setTarget(box);
			if (size) setAt(placeCard(box ?? middle, size, { width: innerWidth, height: innerHeight }));
		};
		place();
		addEventListener('resize', place);
		return () => removeEventListener('resize', place);
	}, [points]);

	return (
		<>
			{target && (
				<div
					className="tour__frame"
					aria-hidden
					style={{ left: target.left, top: target.top, width: target.width, height: target.height }}
				/>
			)}
			<section className="tour float" aria-label={t('tour.title')} ref={card} tabIndex={-1} style={at}>
				<div className="tour__words" aria-live="polite">
					<h2>{t(`tour.steps.${word}.title`)}</h2>
					<p>{t(`tour.steps.${word}.text`)}</p>
				</div>
				<div className="tour__actions">
					<span className="dim grow">{t('tour.count', { step: step + 1, steps: TOUR_STEPS.length })}</span>
					<button type="button" className="btn btn--row btn--plain" onClick={end}>
						{t('tour.skip')}
					</button>
					<button
						type="button"
						className="btn btn--row"
						disabled={step === 0}
						onClick={() => ui.setState({ tourStep: step - 1 })}
					>
						{t('tour.back')}
					</button>
					<button
						type="button"
						className="btn btn--row btn--primary"
						onClick={() => (isLast ? end() : ui.setState({ tourStep: step + 1 }))}
					>
						{t(isLast ? 'tour.done' : 'tour.next')}
					</button>
				</div>
			</section>
		</>
	);
}
