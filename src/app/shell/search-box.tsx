import { LoaderCircle, Search, Siren, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../../domain/api.ts';
import { datumSchema } from '../../domain/incident.ts';
import { sayError } from '../i18n/say-code.ts';
import { useServices } from '../state/services.ts';
import { useSettings } from '../state/use-base.ts';
import { useSearch } from '../state/use-search.ts';
import { formatPosition, pickName } from '../ui/format.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Segments } from '../ui/segments.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { groupHits } from './group-hits.ts';
import './search-box.css';

const RANGE_OF_KIND: Partial<Record<SearchHit['kind'], number>> = { town: 8000, village: 3000, street: 2000 };
const RANGE_M = 600;
const NUMBERS = /\d[\d.]*\D+\d/;

/** Search by name, address, building id or coordinates. Arrows choose, Enter flies there, Shift+Enter raises an alarm there. */
export function SearchBox() {
	const { t, i18n } = useTranslation();
	const { ui, selection, settings } = useServices();
	const crs = useSettings((state) => state.crs);
	const [query, setQuery] = useState('');
	const [open, setOpen] = useState(false);
	const [active, setActive] = useState(0);
	const input = useRef<HTMLInputElement>(null);
	const listId = useId();
	const search = useSearch(query, crs);
	const groups = groupHits(search.hits);
	const hits = groups.flatMap((group) => group.hits);
	const shown = open && query.trim() !== '';
	const current = Math.min(active, hits.length - 1);

	useEffect(() => {
		if (current >= 0) document.getElementById(`${listId}-${current}`)?.scrollIntoView({ block: 'nearest' });
	}, [current, listId]);

	function goTo(hit: SearchHit): void {
		const { kind, id, lon, lat } = hit;
		setOpen(false);
		ui.setState({ request: { kind: 'fly', lon, lat, rangeM: RANGE_OF_KIND[kind] ?? RANGE_M } });
		if (kind === 'station' || kind === 'water') selection.setState({ selected: { kind, id, lon, lat } });
		else selection.setState({ selected: { kind: 'place', lon, lat } });
	}

	function raiseAt({ kind, name, lon, lat }: SearchHit): void {
		setOpen(false);
		const address = kind === 'coordinates' ? '' : name;
		ui.setState({ draft: { lon, lat, datum: 'wgs84', address, origin: 'search' } });
	}

	function onKeyDown(event: KeyboardEvent): void {
		const hit = hits[current];
		if (event.key === 'Escape') setOpen(false);
		else if (event.key === 'ArrowDown' && hits.length > 0) setActive((current + 1) % hits.length);
		else if (event.key === 'ArrowUp' && hits.length > 0) setActive((current - 1 + hits.length) % hits.length);
		else if (event.key === 'Enter' && hit && shown && !event.nativeEvent.isComposing)
			(event.shiftKey ? raiseAt : goTo)(hit);
		else return;
		event.preventDefault();
	}

	return (
		<search
			className="search"
			onBlur={(event) => {
				if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
			}}
		>
			<div className="search__field">
				<Search size={16} strokeWidth={1.75} aria-hidden />
				<input
					ref={input}
					id="search"
					role="combobox"
					aria-label={t('search.label')}
					aria-expanded={shown}
					aria-controls={listId}
					aria-autocomplete="list"
					aria-keyshortcuts="/"
					aria-activedescendant={shown && current >= 0 ? `${listId}-${current}` : undefined}
					autoComplete="off"
					spellCheck={false}
					placeholder={t('search.placeholder')}
					value={query}
					onChange={(event) => {
						setQuery(event.target.value);
						setActive(0);
						setOpen(true);
					}}
					onFocus={() => setOpen(true)}
					onKeyDown={onKeyDown}
				/>
				{query ? (
					<IconButton
						icon={X}
						label={t('search.clear')}
						small
						onClick={() => {
							setQuery('');
							input.current?.focus();
						}}
					/>
				) : (
					<span className="kbd">/</span>
				)}
			</div>
			{shown && (
				<div className="search__panel float">
					{NUMBERS.test(query) && (
						<Segments
							legend={t('search.datum')}
							name="search-datum"
							value={crs}
							options={datumSchema.options.map((value) => ({ value, label: t(`codes.datum.${value}`) }))}
							onChange={(value) => settings.setState({ crs: value })}
						/>
					)}
					<p className="search__status soft" role="status">
						{search.status === 'searching' && (
							<>
								<LoaderCircle size={14} strokeWidth={1.75} aria-hidden /> {t('search.searching')}
							</>
						)}
						{search.status === 'failed' && `${t('search.failed')}: ${sayError(i18n, search.error).title}`}
						{search.status === 'done' && hits.length === 0 && (
							<>
								<b>{t('search.none', { query: search.query })}</b> {t('search.noneHint')}
							</>
						)}
						{search.status === 'done' && hits.length > 0 && t('search.count', { count: hits.length })}
					</p>
					<div role="listbox" id={listId} aria-label={t('search.results')} className="search__list">
						{groups.map((group) => (
							// biome-ignore lint/a11y/useSemanticElements: a listbox groups its options with role group, a fieldset may not stand there.
							<div key={group.kind} role="group" aria-label={t(`codes.hitKind.${group.kind}`)}>
								<div className="search__group" aria-hidden>
									{t(`codes.hitKind.${group.kind}`)}
								</div>
								{group.hits.map((hit) => {
									const index = hits.indexOf(hit);
									return (
										<HitOption
											key={`${hit.kind} ${hit.id} ${hit.lon}`}
											id={`${listId}-${index}`}
											hit={hit}
											active={index === current}
											onPoint={() => setActive(index)}
											onGo={() => goTo(hit)}
											onRaise={() => raiseAt(hit)}
										/>
									);
								})}
							</div>
						))}
					</div>
					<p className="search__keys dim">{t('search.keys')}</p>
				</div>
			)}
		</search>
	);
}

interface HitOptionProps {
	readonly id: string;
	readonly hit: SearchHit;
	readonly active: boolean;
	readonly onPoint: () => void;
	readonly onGo: () => void;
	readonly onRaise: () => void;
}

function HitOption({ id, hit, active, onPoint, onGo, onRaise }: HitOptionProps) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { kind, name, nameEn, town, lon, lat, datum } = hit;
	const title = kind === 'coordinates' ? formatPosition(lon, lat) : (pickName(name, nameEn, language) ?? hit.id);
	const detail =
		kind === 'coordinates' ? datum && t(`codes.datum.${datum}`) : [town, hit.id].filter(Boolean).join(' · ');
	return (
		// The input keeps the focus and handles the keys; the mouse may press either half of the row.
		<div className="search__hit" role="option" id={id} aria-selected={active} tabIndex={-1} onMouseMove={onPoint}>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: keys are handled by the combobox input. */}
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox input. */}
			<span className="grow ellipsis" onClick={onGo}>
				<b>{title}</b> <span className="dim">{detail}</span>
			</span>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: Shift+Enter does the same. */}
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: Shift+Enter does the same. */}
			<span className="btn btn--row search__raise" onClick={onRaise}>
				<Siren size={16} strokeWidth={1.75} aria-hidden />
				{t('search.alarm')}
			</span>
		</div>
	);
}
