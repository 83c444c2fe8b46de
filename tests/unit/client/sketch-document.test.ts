import { afterEach, describe, expect, it } from 'vitest';
import { createSketchDocument, type SketchDocument } from '../../../src/client/sketch/sketch-document.ts';
import { type Mark, markSchema } from '../../../src/domain/tactics/mark.ts';

const mark = (lon: number, fields: Partial<Mark> = {}): Mark =>
	markSchema.parse({ geometry: { type: 'Point', coordinates: [lon, 23] }, symbol: 'nozzle', ...fields });
const at = (lon: number) => ({ geometry: { type: 'Point' as const, coordinates: [lon, 23] as [number, number] } });

let sketch: SketchDocument;
afterEach(() => sketch.destroy());

function open(): SketchDocument {
	sketch = createSketchDocument({ onChanged: () => {}, onDrawn: () => {} });
	return sketch;
}
const lonOf = (id: string) => sketch.marks.get(id)?.geometry.coordinates[0];

describe('what is found out about a mark later', () => {
	it('belongs to the step that put it: one undo takes the mark away, one redo brings it back where it was caught', () => {
		open();
		sketch.put('a', mark(113));
		sketch.settle('a', at(113.5));
		expect(lonOf('a')).toBe(113.5);
		sketch.undo();
		expect(sketch.marks.has('a')).toBe(false);
		expect(sketch.canUndo).toBe(false);
		sketch.redo();
		expect(lonOf('a')).toBe(113.5);
	});

	it('belongs to the step that moved it: one undo brings it back to where it was before', () => {
		open();
		sketch.put('a', mark(113));
		sketch.change('a', at(114));
		sketch.settle('a', at(114.5));
		sketch.undo();
		expect(lonOf('a')).toBe(113);
	});

	it('after a later step is none of its own: undo takes back that step only', () => {
		open();
		sketch.put('a', mark(113));
		sketch.put('b', mark(115));
		sketch.settle('a', at(113.5));
		sketch.undo();
		expect([...sketch.marks.keys()]).toEqual(['a']);
		expect(lonOf('a')).toBe(113.5);
		sketch.undo();
		expect(sketch.marks.size).toBe(0);
	});

	it('of a mark that was put and changed by hand at once, these are two steps still', () => {
		open();
		sketch.put('a', mark(113));
		sketch.change('a', { label: 'x' });
		sketch.undo();
		expect(sketch.marks.get('a')?.label).toBe('');
	});
});
