import { Check, LoaderCircle, MapPin, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../../../domain/api.ts';
import { datumSchema } from '../../../domain/incident.ts';
import { sayError } from '../../i18n/say-code.ts';
import type { IntakePlace } from '../../state/intake.ts';
import { useServices, useUi } from '../../state/services.ts';
import { useSettings } from '../../state/use-base.ts';
import { useSearch } from '../../state/use-search.ts';
import { formatPosition, pickName } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segments } from '../../ui/segments.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import type { IntakeFieldsProps } from './intake-form.tsx';
import { takeHit } from './take-hit.ts';

const RANGE_M = 500;
const RANGE_OF_KIND: Partial<Record<SearchHit['kind'], number>> = { town: 8000, village: 3000, street: 2000 };
/** Two numbers: perhaps coordinates. */
const NUMBERS = /^[^\p{Script=Han}]*\d[\d.]*\D+\d[^\p{Script=Han}]*$/u;

/**
 * Where it is: an address, a name, its pinyin or initials, a building's id, coordinates. Enter or Tab takes the first result, also one that is
 * still on its way; arrows choose another.
 */
export function WhereField({ intake, set, invalid }: IntakeFieldsProps) {
	const { t, i18n } = useTranslation();
	const { settings, ui } = useServices();
	const crs = useSettings((state) => state.crs);
	const picking = useUi((state) => state.tool === 'alarm');
	const [isOpen, setOpen] = useState(false);
	const [isFirstWanted, setFirstWanted] = useState(false);
	const [active, setActive] = useState(0);
	const input = useRef<HTMLInputElement>(null);
	const listId = useId();
	const inputId = useId();
	const query = intake.place ? '' : intake.where;
	const search = useSearch(query, crs);
	const { hits } = search;
	const isShown = isOpen && query.trim() !== '';
	const isAnswered = search.query === query.trim() && search.status !== 'searching';
	const current = Math.min(active, hits.length - 1);
	const isNumbers = NUMBERS.test(intake.where);

	const take = (hit: SearchHit) => {
		setOpen(false);
		setFirstWanted(false);
		set(takeHit(hit, query.trim()));
		ui.setState({
			request: { kind: 'fly', lon: hit.lon, lat: hit.lat, rangeM: RANGE_OF_KIND[hit.kind] ?? RANGE_M },
		});
	};
	// Typed faster than the server answers: what was asked for comes a moment later.
	const [first] = hits;
	const isFirstHere = isFirstWanted && isAnswered && first !== undefined;
	const takeRef = useRef(take);
	takeRef.current = take;
	useEffect(() => {
		if (isFirstHere) takeRef.current(first);
	}, [isFirstHere, first]);
	useEffect(() => {
		if (current >= 0) document.getElementById(`${listId}-${current}`)?.scrollIntoView({ block: 'nearest' });
	}, [current, listId]);

	function wantChoice(): void {
		const hit = hits[current];
		if (isAnswered && hit) take(hit);
		else if (!isAnswered) setFirstWanted(true);
	}

	function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
		if (event.nativeEvent.isComposing || query.trim() === '') return;
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step !== undefined && hits.length > 0) {
			setOpen(true);
			setActive((current + step + hits.length) % hits.length);
			event.preventDefault();
		} else if (event.key === 'Escape' && isShown) {
			setOpen(false);
			event.preventDefault();
		} else if (event.key === 'Tab' && !event.shiftKey) wantChoice();
		else if (event.key === 'Enter' && !(isAnswered && hits.length === 0)) {
			wantChoice();
			input.current?.closest('form')?.querySelector<HTMLElement>('[data-field="kind"]')?.focus();
			event.preventDefault();
		}
	}

	return (
		<div className="intake__where">
			<div className="field">
				<label htmlFor={inputId}>{t('alarm.where')}</label>
				<div className="intake__search">
					<input
						ref={input}
						id={inputId}
						className="input"
						data-field="where"
						role="combobox"
						aria-expanded={isShown}
						aria-controls={listId}
						aria-autocomplete="list"
						aria-activedescendant={isShown && current >= 0 ? `${listId}-${current}` : undefined}
						aria-invalid={invalid('where')}
						autoComplete="off"
						spellCheck={false}
						placeholder={t('alarm.wherePlaceholder')}
						value={intake.where}
						onChange={({ target }) => {
							set({ where: target.value, place: null });
							setActive(0);
							setFirstWanted(false);
							setOpen(true);
						}}
						onBlur={() => setOpen(false)}
						onKeyDown={onKeyDown}
					/>
					<IconButton
						icon={MapPin}
						label={t('alarm.pickOnMap')}
						pressed={picking}
						onClick={() => ui.setState({ tool: picking ? 'none' : 'alarm' })}
					/>
				</div>
			</div>
			{isNumbers && (
				<Segments
					legend={t('alarm.datum')}
					name="alarm-datum"
					value={crs}
					options={datumSchema.options.map((value) => ({ value, label: t(`codes.datum.${value}`) }))}
					onChange={(value) => {
						settings.setState({ crs: value });
						if (intake.place?.given) set({ place: null });
						setFirstWanted(intake.place?.given != null);
					}}
				/>
			)}
			<p className="intake__said" role="status">
				{intake.place ? (
					<PlaceLine place={intake.place} />
				) : isFirstWanted || (query.trim() !== '' && !isAnswered) ? (
					<>
						<LoaderCircle size={14} strokeWidth={1.75} aria-hidden /> {t('search.searching')}
					</>
				) : search.status === 'failed' ? (
					`${t('search.failed')}: ${sayError(i18n, search.error).title}`
				) : query.trim() !== '' && hits.length === 0 ? (
					t('search.none', { query: search.query })
				) : (
					t('alarm.whereHint')
				)}
			</p>
			{isShown && hits.length > 0 && (
				<div
					role="listbox"
					id={listId}
					aria-label={t('search.results')}
					className={isNumbers ? 'intake__hits' : 'intake__hits intake__hits--over float'}
				>
					{hits.map((hit, index) => (
						<HitRow
							key={`${hit.kind} ${hit.id} ${hit.lon}`}
							id={`${listId}-${index}`}
							hit={hit}
							isActive={index === current}
							onPoint={() => setActive(index)}
							onTake={() => take(hit)}
						/>
					))}
				</div>
			)}
		</div>
	);
}

function PlaceLine({ place }: { readonly place: IntakePlace }) {
	const { name, town, kind, lon, lat, given, insteadOf } = place;
	const { t } = useTranslation();
	const words = [
		name || formatPosition(lon, lat),
		town,
		kind === 'map' ? t('alarm.mapPoint') : t(`codes.hitKind.${kind}`),
		given && t(`codes.datum.${given.crs}`),
	];
	return (
		<>
			{insteadOf === null ? (
				<Check size={14} strokeWidth={2.5} aria-hidden />
			) : (
				<b className="intake__like">
					<TriangleAlert size={14} strokeWidth={1.75} aria-hidden /> {t('alarm.insteadOf', { asked: insteadOf })}
				</b>
			)}
			<span className="ellipsis">{[...new Set(words)].filter(Boolean).join(' · ')}</span>
		</>
	);
}

interface HitRowProps {
	readonly id: string;
	readonly hit: SearchHit;
	readonly isActive: boolean;
	readonly onPoint: () => void;
	readonly onTake: () => void;
}

function HitRow({ id, hit, isActive, onPoint, onTake }: HitRowProps) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { kind, name, nameEn, town, lon, lat, datum, inexact } = hit;
	const title = kind === 'coordinates' ? formatPosition(lon, lat) : (pickName(name, nameEn, language) ?? hit.id);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox input, which keeps the focus.
		<div
			className="intake__hit"
			role="option"
			id={id}
			aria-selected={isActive}
			tabIndex={-1}
			onMouseMove={onPoint}
			onMouseDown={(event) => event.preventDefault()}
			onClick={onTake}
		>
			<b className="ellipsis">{title}</b>
			<span className="soft ellipsis grow">{town ?? (datum && datum !== 'wgs84' && t(`codes.datum.${datum}`))}</span>
			{inexact && <span className="intake__like">{t('alarm.like')}</span>}
			<span className="dim">{t(`codes.hitKind.${kind}`)}</span>
		</div>
	);
}
