import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sourced } from '../../domain/building.ts';
import type { PackSource } from '../../domain/pack/manifest.ts';
import { sayNote } from '../i18n/say-code.ts';
import { BasisTag } from './basis-tag.tsx';
import { formatNumber } from './format.ts';

/** A value whose basis can be asked for. */
export interface Reasoned {
	readonly label: string;
	/** The value as shown. */
	readonly value: string;
	readonly sourced: Sourced;
}

interface ReasoningApi {
	/** Opens the basis of a value beside the button that was pressed. */
	readonly open: (reasoned: Reasoned, at: HTMLElement) => void;
	readonly findSource: (key: string) => PackSource | undefined;
}

const ReasoningContext = createContext<ReasoningApi | null>(null);

/** Opens the basis of a value. @throws Error outside ReasoningProvider. */
export function useReasoning(): ReasoningApi {
	const api = useContext(ReasoningContext);
	if (!api) throw new Error('useReasoning: got no provider, expected ReasoningProvider above');
	return api;
}

const CONFIDENCE = {
	unknown: 'none',
	measured: 'high',
	registered: 'high',
	computed: 'medium',
	norm: 'medium',
	estimated: 'low',
	said: 'low',
} as const;
const MARGIN_PX = 8;

interface ReasoningProviderProps {
	readonly sources: readonly PackSource[];
	readonly children: ReactNode;
}

/** Holds the one popover that answers "how do you know": basis, source, date, note. Esc and a click elsewhere close it. */
export function ReasoningProvider({ sources, children }: ReasoningProviderProps) {
	const [shown, setShown] = useState<{ reasoned: Reasoned; at: HTMLElement } | null>(null);
	const popover = useRef<HTMLDivElement>(null);
	const open = useCallback((reasoned: Reasoned, at: HTMLElement) => setShown({ reasoned, at }), []);
	const findSource = useCallback((key: string) => sources.find((source) => source.key === key), [sources]);

	useEffect(() => {
		const element = popover.current;
		if (!element || !shown) return;
		element.showPopover();
		const anchor = shown.at.getBoundingClientRect();
		const { width, height } = element.getBoundingClientRect();
		element.style.left = `${Math.max(MARGIN_PX, Math.min(anchor.left, innerWidth - width - MARGIN_PX))}px`;
		const below = anchor.bottom + MARGIN_PX / 2;
		const top = below + height > innerHeight ? anchor.top - height - MARGIN_PX / 2 : below;
		element.style.top = `${Math.max(MARGIN_PX, top)}px`;
		element.focus();
	}, [shown]);

	return (
		<ReasoningContext.Provider value={{ open, findSource }}>
			{children}
			<div
				ref={popover}
				popover="auto"
				role="dialog"
				aria-labelledby="reasoning-title"
				tabIndex={-1}
				className="reasoning"
				onToggle={(event) => {
					if (event.newState === 'closed') setShown(null);
				}}
			>
				{shown && <ReasoningBody reasoned={shown.reasoned} source={findSource(shown.reasoned.sourced.source)} />}
			</div>
		</ReasoningContext.Provider>
	);
}

function ReasoningBody({ reasoned, source }: { reasoned: Reasoned; source: PackSource | undefined }) {
	const { t, i18n } = useTranslation();
	const { label, value, sourced } = reasoned;
	const ours = sourced.source === 'fengtu';
	return (
		<>
			<h3 id="reasoning-title">
				{label} {value}
			</h3>
			<dl>
				<dt>{t('value.basis')}</dt>
				<dd>
					<BasisTag basis={sourced.basis} /> {t(`codes.basis.${sourced.basis}`)}
				</dd>
				<dt>{t('value.confidence')}</dt>
				<dd>{t(`codes.confidence.${CONFIDENCE[sourced.basis]}`)}</dd>
				{sourced.note && (
					<>
						<dt>{t('value.note')}</dt>
						<dd>{sayNote(i18n, sourced.note)}</dd>
					</>
				)}
				<dt>{t('value.source')}</dt>
				<dd>{ours ? t('value.ours') : (source?.title ?? t('value.sourceUnknown', { key: sourced.source }))}</dd>
				<dt>{t('value.date')}</dt>
				<dd>{sourced.date ?? t('value.noDate')}</dd>
				{source && <SourceFacts source={source} />}
			</dl>
		</>
	);
}

function SourceFacts({ source }: { source: PackSource }) {
	const { t } = useTranslation();
	return (
		<>
			{source.licence && (
				<>
					<dt>{t('value.licence')}</dt>
					<dd>{source.licence}</dd>
				</>
			)}
			<dt>{t('value.read')}</dt>
			<dd>
				{t('value.kept', {
					kept: formatNumber(source.kept),
					read: formatNumber(source.read),
					repaired: formatNumber(source.repaired),
					refused: formatNumber(source.refused),
				})}
				{source.synthetic && <div className="hatched">{t('value.syntheticSource')}</div>}
			</dd>
		</>
	);
}

interface BasisButtonProps extends Reasoned {
	readonly className: string;
	readonly children: ReactNode;
}

/** Wraps what is shown of a value in the button that opens its basis. */
export function BasisButton({ label, value, sourced, className, children }: BasisButtonProps) {
	const { t } = useTranslation();
	const { open } = useReasoning();
	return (
		<button
			type="button"
			className={className}
			aria-haspopup="dialog"
			title={t('value.open', { label, value })}
			onClick={(event) => open({ label, value, sourced }, event.currentTarget)}
		>
			{children}
		</button>
	);
}
