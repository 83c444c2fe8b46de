import { Check, Copy, Eraser, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Snapper } from '../../../client/snapper.ts';
import { MOST_POINTS } from '../../../domain/measure.ts';
import { sayError } from '../../i18n/say-code.ts';
import { clearMeasure, finishMeasure, takePointBack } from '../../state/measure-store.ts';
import { useMeasure, useServices } from '../../state/services.ts';
import { Notice } from '../../ui/states.tsx';
import { KeepButton } from './keep-button.tsx';
import { PointList } from './point-list.tsx';
import { ReadingParts } from './reading-parts.tsx';
import { ReadingValue } from './reading-value.tsx';
import { sayReading } from './say-reading.ts';
import { useReading } from './use-reading.ts';

/** The reading of the measure in hand: its number, what it was taken on, its parts and points, and what can be done with it. */
export function Reading({ snapper }: { readonly snapper: Snapper | null }) {
	const { i18n } = useTranslation();
	const error = useReading(snapper);
	const result = useMeasure((state) => state.result);
	if (error !== null) {
		const { title, detail, code } = sayError(i18n, error);
		return <Notice title={title} detail={detail} code={code} />;
	}
	return (
		<>
			<Prompt />
			<ReadingValue result={result} />
			{result && <ReadingParts result={result} />}
			<Actions />
			{result && <PointList points={result.points} />}
		</>
	);
}

/** What the next click does, and what the pointer is caught by. */
function Prompt() {
	const { t } = useTranslation();
	const mode = useMeasure((state) => state.mode);
	const kind = useMeasure((state) => state.hover?.snap.kind ?? null);
	const isMissed = useMeasure((state) => state.isMissed);
	const isUnanswered = useMeasure((state) => state.isUnanswered);
	if (isUnanswered) {
		return (
			<p className="warn" role="status">
				{t('measure.unanswered')}
			</p>
		);
	}
	return (
		<div className="measure-prompt">
			<p title={t('measure.keys')}>{t(`measure.hint.${mode}`)}</p>
			<p className="dim" role="status">
				{isMissed ? t('measure.problem.no-building') : kind ? t(`measure.snap.${kind}`) : t('measure.waiting')}
			</p>
		</div>
	);
}

function Actions() {
	const { t, i18n } = useTranslation();
	const { measure } = useServices();
	const mode = useMeasure((state) => state.mode);
	const isDone = useMeasure((state) => state.isDone);
	const count = useMeasure((state) => state.points.length);
	const result = useMeasure((state) => state.result);
	const [copied, setCopied] = useState<'copied' | 'copyFailed' | null>(null);
	const isOpenEnded = mode !== 'building' && MOST_POINTS[mode] === null;
	const hasValue = result !== null && result.value !== null;
	const copy = async () => {
		if (!result) return;
		try {
			await navigator.clipboard.writeText(sayReading(i18n, result));
			setCopied('copied');
		} catch {
			setCopied('copyFailed');
		}
	};
	return (
		<div className="measure-actions">
			{isOpenEnded && !isDone && (
				<button type="button" className="btn btn--row" disabled={count < 2} onClick={() => finishMeasure(measure)}>
					<Check size={16} strokeWidth={1.75} aria-hidden />
					{t('measure.done')}
				</button>
			)}
			<button type="button" className="btn btn--row" disabled={count === 0} onClick={() => takePointBack(measure)}>
				<Undo2 size={16} strokeWidth={1.75} aria-hidden />
				{t('measure.back')}
			</button>
			<button type="button" className="btn btn--row" disabled={count === 0} onClick={() => clearMeasure(measure)}>
				<Eraser size={16} strokeWidth={1.75} aria-hidden />
				{t('measure.clear')}
			</button>
			<button type="button" className="btn btn--row" disabled={!hasValue} onClick={copy} onBlur={() => setCopied(null)}>
				<Copy size={16} strokeWidth={1.75} aria-hidden />
				{t(copied === 'copied' ? 'measure.copied' : 'measure.copy')}
			</button>
			<KeepButton result={result} />
			{copied === 'copyFailed' && (
				<p className="dim" role="status">
					{t('measure.copyFailed')}
				</p>
			)}
		</div>
	);
}
