import { useMemo } from 'react';
import type { AskSnap } from '../../domain/snap.ts';
import { type CursorsProps, createCursorsLayer } from '../layers/cursors-layer.ts';
import type { MapContext } from '../layers/layer.ts';
import { createMarkDraftLayer, type MarkDraftProps } from '../layers/mark-draft-layer.ts';
import { createMarkHandLayer, type MarkHandProps } from '../layers/mark-hand-layer.ts';
import { createMarksLayer, type MarksProps } from '../layers/marks-layer.ts';
import type { MarkDraft, MarkHandled, MarkPress, PictureCursor, PictureMark } from '../layers/marks-picture.ts';
import type { SceneTheme } from '../style/scene-theme.ts';
import { useLatest } from './use-latest.ts';
import { useLayer } from './use-layer.ts';

/** The tactical marks on the map and what is done with them. Keep each array and object while nothing of it changes. */
export interface MarkMapProps {
	readonly marks: readonly PictureMark[];
	readonly selectedId: string | null;
	readonly pointedId: string | null;
	/** A vertex of the selected mark whose row has the focus. */
	readonly pointedVertex: number | null;
	/** The selected mark has grips. */
	readonly canEdit: boolean;
	readonly draft: MarkDraft | null;
	readonly cursors: readonly PictureCursor[];
	readonly ask: AskSnap | null;
	readonly onPress: (press: MarkPress) => void;
	readonly onFinish: () => void;
	readonly onHandle: (handled: MarkHandled) => void;
}

const NO_MARKS: readonly PictureMark[] = [];
const NO_CURSORS: readonly PictureCursor[] = [];

/** Draws the tactical marks of a map; null = there are none, and none is drawn. */
export function useMarkLayers(map: MapContext, theme: SceneTheme, props: MarkMapProps | null): void {
	const latest = useLatest(props);
	const { marks = NO_MARKS, selectedId = null, pointedId = null, canEdit = false } = props ?? {};
	const { pointedVertex = null } = props ?? {};
	const { draft = null, cursors = NO_CURSORS, ask = null } = props ?? {};
	const selected = marks.find(({ id }) => id === selectedId) ?? null;
	const pointed = marks.find(({ id }) => id === pointedId) ?? null;
	useLayer(
		map,
		createMarksLayer,
		useMemo<MarksProps>(() => ({ theme, marks }), [theme, marks]),
	);
	useLayer(
		map,
		createMarkHandLayer,
		useMemo<MarkHandProps>(
			() => ({
				...{ theme, selected, pointed, pointedVertex, canEdit, ask },
				onHandle: (handled) => latest.current?.onHandle(handled),
			}),
			[theme, selected, pointed, pointedVertex, canEdit, ask, latest],
		),
	);
	useLayer(
		map,
		createMarkDraftLayer,
		useMemo<MarkDraftProps>(
			() => ({
				...{ theme, draft, ask },
				onPress: (press) => latest.current?.onPress(press),
				onFinish: () => latest.current?.onFinish(),
			}),
			[theme, draft, ask, latest],
		),
	);
	useLayer(
		map,
		createCursorsLayer,
		useMemo<CursorsProps>(() => ({ cursors }), [cursors]),
	);
}
