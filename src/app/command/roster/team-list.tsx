import { LogIn, LogOut, Plus, Timer, TriangleAlert, Wind } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import type { Sector } from '../../../domain/records/sector.ts';
import type { Team } from '../../../domain/records/team.ts';
import { useServices } from '../../state/services.ts';
import { tellLive } from '../../state/tell-live.ts';
import { type Act, useAct } from '../../state/use-act.ts';
import { useBlock } from '../../state/use-block.ts';
import { useServerNow } from '../../state/use-server-now.ts';
import { formatAge, formatDuration, formatTime } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { ActError } from './act-error.tsx';
import { ParAnswer, sayPar } from './par-bar.tsx';
import { readAirLeftS, readPar } from './read-par.ts';

interface TeamListProps {
	readonly incident: Incident;
	/** Of the incident. */
	readonly teams: readonly Team[];
	readonly sectors: readonly Sector[];
}

/** Teams: who waits, who is inside since when, with how much air, and when they have to be accounted for; those out are folded to a count. */
export function TeamList({ incident, teams, sectors }: TeamListProps) {
	const { t } = useTranslation();
	const act = useAct();
	const nowMs = useServerNow();
	const refusal = useBlock('team.edit');
	const block = incident.closedAtMs === null ? refusal : '';
	const inside = teams.filter(({ enteredAtMs, exitedAtMs }) => enteredAtMs !== null && exitedAtMs === null);
	const waiting = teams.filter(({ enteredAtMs }) => enteredAtMs === null);
	const out = teams.filter(({ exitedAtMs }) => exitedAtMs !== null);
	const people = inside.reduce((sum, team) => sum + team.people, 0);
	const byDue = [...inside].sort((a, b) => (readPar(a, nowMs).leftS ?? 0) - (readPar(b, nowMs).leftS ?? 0));
	return (
		<section className="roster-part" aria-label={t('roster.teams')}>
			<div className="force-part__head">
				<h3 className="grow">{t('roster.teams')}</h3>
				<b>{t('roster.peopleInside', { count: people, teams: inside.length })}</b>
			</div>
			<ActError error={act.error} />
			{teams.length === 0 && <p className="dim">{t('roster.teamsNone')}</p>}
			<ul className="rows">
				{[...byDue, ...waiting].map((team) => (
					<TeamRow key={team.id} {...{ team, sectors, nowMs, act, block }} />
				))}
			</ul>
			{out.length > 0 && (
				<details>
					<summary>{t('roster.outCount', { count: out.length })}</summary>
					<ul className="rows">
						{out.map(({ id, name, people: count, exitedAtMs }) => (
							<li key={id} className="row">
								<span className="grow">{name}</span>
								<span className="soft">{t('roster.peopleOf', { count })}</span>
								<span className="soft">{t('roster.exited', { time: formatTime(exitedAtMs ?? 0) })}</span>
							</li>
						))}
					</ul>
				</details>
			)}
			{incident.closedAtMs === null && <AddTeam {...{ incident, sectors, act, block, nowMs }} />}
		</section>
	);
}

interface TeamRowProps {
	readonly team: Team;
	readonly sectors: readonly Sector[];
	readonly nowMs: number;
	readonly act: Act;
	readonly block: string | null;
}

function TeamRow({ team, sectors, nowMs, act, block }: TeamRowProps) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const { api, live } = useServices();
	const { id, version, name, people, task, sectorId, enteredAtMs, par } = team;
	const state = readPar(team, nowMs);
	const sector = sectors.find((one) => one.id === sectorId);
	const isLocked = block !== null || act.busy;
	const tell = (send: () => Promise<Team>) => void act.run(async () => tellLive(live, 'team', await send()));
	return (
		<li className="team" data-team={id} data-par={state.kind}>
			<div className="team__line">
				<b className="ellipsis">{name}</b>
				<span>{t('roster.peopleOf', { count: people })}</span>
				<span className="grow ellipsis soft" title={task}>
					{[sector?.name, task].filter(Boolean).join(' · ')}
				</span>
				{enteredAtMs === null ? (
					<>
						<span className="dim">{t('roster.waiting')}</span>
						<button
							type="button"
							className="btn btn--row"
							disabled={isLocked}
							title={block ?? undefined}
							onClick={() => tell(() => api.changeTeam(id, { version, enteredAtMs: Math.round(nowMs) }))}
						>
							<LogIn size={16} strokeWidth={1.75} aria-hidden />
							{t('roster.enter')}
						</button>
					</>
				) : (
					<span title={t('roster.enteredAt', { time: formatTime(enteredAtMs) })}>
						{t('roster.inside', { time: formatDuration((nowMs - enteredAtMs) / 1000) })}
					</span>
				)}
			</div>
			{enteredAtMs !== null && (
				<div className="team__line">
					<AirLeft team={team} nowMs={nowMs} />
					<span className="team__par">
						{state.kind === 'running' ? (
							<Timer size={16} strokeWidth={1.75} aria-hidden />
						) : (
							<TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
						)}
						{sayPar(i18n, state)}
					</span>
					<span className="grow ellipsis dim">
						{par &&
							t('roster.parLast', { people: par.people, count: people, age: formatAge(par.atMs, nowMs, language) })}
					</span>
					<ParAnswer team={team} isPrimary={false} />
					<button
						type="button"
						className="btn btn--row"
						disabled={isLocked}
						aria-label={t('roster.exitOf', { name })}
						title={block ?? t('roster.exitOf', { name })}
						onClick={() => tell(() => api.exitTeam(id))}
					>
						<LogOut size={16} strokeWidth={1.75} aria-hidden />
						{t('roster.exit')}
					</button>
				</div>
			)}
		</li>
	);
}

function AirLeft({ team, nowMs }: { readonly team: Team; readonly nowMs: number }) {
	const { t } = useTranslation();
	const leftS = readAirLeftS(team, nowMs);
	const words =
		leftS === null
			? t('roster.airUnknown')
			: leftS > 0
				? t('roster.air', { time: formatDuration(leftS) })
				: t('roster.airOver', { time: formatDuration(-leftS) });
	return (
		<span className="team__air" data-over={(leftS !== null && leftS <= 0) || undefined}>
			<Wind size={16} strokeWidth={1.75} aria-hidden />
			{words}
		</span>
	);
}

interface AddTeamProps {
	readonly incident: Incident;
	readonly sectors: readonly Sector[];
	readonly act: Act;
	readonly block: string | null;
	readonly nowMs: number;
}

/** One line: name, people, air, sector; Enter puts the team on the list as inside. */
function AddTeam({ incident, sectors, act, block, nowMs }: AddTeamProps) {
	const { t } = useTranslation();
	const { api, live } = useServices();
	const [name, setName] = useState('');
	const [people, setPeople] = useState('2');
	const [air, setAir] = useState('');
	const [sectorId, setSectorId] = useState('');
	const isLocked = block !== null || act.busy || name.trim() === '';
	const add = (isIn: boolean) => {
		if (isLocked) return;
		const team = {
			incidentId: incident.id,
			name: name.trim(),
			people: Number(people) || 1,
			airMin: air === '' ? null : Number(air),
			sectorId: sectorId || null,
			enteredAtMs: isIn ? Math.round(nowMs) : null,
		};
		void act.run(async () => tellLive(live, 'team', await api.addTeam(team))).then((isDone) => isDone && setName(''));
	};
	return (
		<form
			className="team-form"
			onSubmit={(event) => {
				event.preventDefault();
				add(true);
			}}
		>
			<input
				className="input"
				value={name}
				maxLength={80}
				placeholder={t('roster.teamName')}
				aria-label={t('roster.teamName')}
				disabled={block !== null}
				onChange={({ target }) => setName(target.value)}
			/>
			<label>
				<span>{t('roster.teamPeople')}</span>
				<input
					className="input"
					type="number"
					min={1}
					max={60}
					value={people}
					disabled={block !== null}
					onChange={({ target }) => setPeople(target.value)}
				/>
			</label>
			<label>
				<span>{t('roster.teamAir')}</span>
				<input
					className="input"
					type="number"
					min={1}
					max={240}
					value={air}
					disabled={block !== null}
					onChange={({ target }) => setAir(target.value)}
				/>
			</label>
			<select
				className="input"
				aria-label={t('roster.teamSector')}
				value={sectorId}
				disabled={block !== null}
				onChange={({ target }) => setSectorId(target.value)}
			>
				<option value="">{t('roster.noSector')}</option>
				{sectors.map((sector) => (
					<option key={sector.id} value={sector.id}>
						{sector.name}
					</option>
				))}
			</select>
			<button type="submit" className="btn" disabled={isLocked} title={block || undefined}>
				<LogIn size={16} strokeWidth={1.75} aria-hidden />
				{t('roster.addTeamIn')}
			</button>
			<button type="button" className="btn" disabled={isLocked} title={block || undefined} onClick={() => add(false)}>
				<Plus size={16} strokeWidth={1.75} aria-hidden />
				{t('roster.addTeam')}
			</button>
		</form>
	);
}
