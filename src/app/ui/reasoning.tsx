import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sourced } from '../../domain/building.ts';
import type { PackSource } from '../../domain/pack/manifest.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import type { PictureLit } from '../../scene/layers/tactics-picture.ts';
import { ReasoningBody } from './reasoning-body.tsx';

/** A value whose basis can be asked for. */
export interface Reasoned {
	readonly label: string;
	/** The value as shown. */
	readonly value: string;
	readonly sourced: Sourced;
	/** What it was taken from, lit on the map while its basis is shown; absent = nothing to show. */
	readonly geometry?: PictureLit | undefined;
}

/** Which data and which clock an assessment was reckoned with. */
export interface ReasoningFacts {
	/** Version of the city data. */
	readonly version: string;
	readonly computedAtMs: number;
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

const MARGIN_PX = 8;

interface ReasoningProviderProps {
	readonly sources: readonly PackSource[];
	/** The figures that hold; null = fengtu's defaults. */
	readonly table?: ServiceTable | null;
	/** Of the assessment on screen; null = none is. */
	readonly facts?: ReasoningFacts | null;
	/** Lights geometry on the map; null = puts it out. Must not change between renders. */
	readonly onLight?: (geometry: PictureLit | null) => void;
	/** Opens the list of all assumptions, at one of them. */
	readonly onOpenAssumptions?: (id: string | null) => void;
	readonly children: ReactNode;
}

/**
 * Holds the one popover that answers "how do you know": rule, clause, formula, inputs, assumptions, source, date, and what it was taken from
 * lit on the map. Esc and a click elsewhere close it.
 */
export function ReasoningProvider({
	sources,
	table = null,
	facts = null,
	onLight,
	onOpenAssumptions,
	children,
}: ReasoningProviderProps) {
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

	const geometry = shown?.reasoned.geometry ?? null;
	useEffect(() => {
		if (geometry === null) return;
		onLight?.(geometry);
		return () => onLight?.(null);
	}, [geometry, onLight]);

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
				{shown && (
					<ReasoningBody
						reasoned={shown.reasoned}
						source={findSource(shown.reasoned.sourced.source)}
						table={table}
						facts={facts}
						onOpenAssumptions={
							onOpenAssumptions &&
							((id) => {
								popover.current?.hidePopover();
								onOpenAssumptions(id);
							})
						}
					/>
				)}
			</div>
		</ReasoningContext.Provider>
	);
}

interface BasisButtonProps extends Reasoned {
	/** Arrows walk to it in a list. */
	readonly isStop?: boolean;
	readonly className: string;
	readonly children: ReactNode;
}

/** Wraps what is shown of a value in the button that opens its basis. */
export function BasisButton({ label, value, sourced, geometry, className, isStop, children }: BasisButtonProps) {
	const { t } = useTranslation();
	const { open } = useReasoning();
	return (
		<button
			type="button"
			data-stop={isStop || undefined}
			className={className}
			aria-haspopup="dialog"
			title={t('value.open', { label, value })}
			onClick={(event) => open({ label, value, sourced, geometry }, event.currentTarget)}
		>
			{children}
		</button>
	);
}
