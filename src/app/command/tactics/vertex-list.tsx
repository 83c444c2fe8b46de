import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEAST_VERTICES, listVertices } from '../../../domain/tactics/edit-geometry.ts';
import type { Mark } from '../../../domain/tactics/mark.ts';
import { useServices } from '../../state/services.ts';
import { removeVertex } from './tactics-desk.ts';

interface VertexListProps {
	readonly id: string;
	readonly geometry: Mark['geometry'];
	readonly isLocked: boolean;
}

/** The points of a line or an area: each can be taken away, as long as enough are left; the map shows the one that has the focus. */
export function VertexList({ id, geometry, isLocked }: VertexListProps) {
	const { t } = useTranslation();
	const services = useServices();
	const [isOpen, setOpen] = useState(false);
	const count = listVertices(geometry).length;
	const least = LEAST_VERTICES[geometry.type];
	const canRemove = !isLocked && count > least;
	const point = (index: number | null) => services.tactics.setState({ pointedVertex: index });
	useEffect(() => () => services.tactics.setState({ pointedVertex: null }), [services]);
	const remove = (row: Element | null | undefined, index: number) => {
		if (!canRemove) return;
		// The last row goes: the focus stays in the list.
		if (index === count - 1) row?.previousElementSibling?.querySelector('button')?.focus();
		removeVertex(services, id, index);
	};
	const press = (event: KeyboardEvent, index: number) => {
		const row = event.currentTarget;
		const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
		if (event.key === 'Delete') remove(row, index);
		else if (next) next.querySelector('button')?.focus();
		else return;
		event.preventDefault();
	};
	return (
		<details className="tactics__vertices" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
			<summary>{t('marks.vertices', { count })}</summary>
			{isOpen && (
				<>
					<p className="dim">{canRemove ? t('marks.vertexHelp') : t('marks.leastPoints', { count: least })}</p>
					<ol aria-label={t('marks.vertexList')}>
						{Array.from({ length: count }, (_, index) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: a vertex is its place in the row
							<li key={index} onKeyDown={(event) => press(event, index)}>
								<button
									type="button"
									className="btn btn--row"
									data-vertex={index}
									aria-label={t('marks.removeVertex', { number: index + 1 })}
									aria-keyshortcuts="Delete"
									aria-disabled={!canRemove}
									onClick={({ currentTarget }) => remove(currentTarget.closest('li'), index)}
									onFocus={() => point(index)}
									onBlur={() => point(null)}
									onPointerEnter={() => point(index)}
									onPointerLeave={() => point(null)}
								>
									{index + 1}
									<X size={14} strokeWidth={1.75} aria-hidden />
								</button>
							</li>
						))}
					</ol>
				</>
			)}
		</details>
	);
}
