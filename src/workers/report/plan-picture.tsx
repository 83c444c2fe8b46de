import { Circle, ClipPath, Defs, G, Line, Path, Rect, Svg, Text, View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { measureWord } from '../../domain/report/measure-word.ts';
import {
	LABEL_PT,
	type Plan,
	type PlanKey,
	type PlanMarkShape,
	type PlanSymbol,
	SYMBOL_PT,
} from '../../domain/report/plan.ts';
import { TYPE, usePaper } from './paper.ts';

const HYDRANT = 'M11 22h10M12.500 22v-9a3.500 3.500 0 0 1 7 0v9M10 16h2.500M19.500 16h2.500M16 9.500v-2';

interface PlanPictureProps {
	readonly plan: Plan;
	readonly name: string;
	/** Pictures do not take their fonts from the page. */
	readonly families: string[];
}

/** A plan with its scale bar, north and legend. Both plans of a report have clips of their own: `name` tells them apart. */
export function PlanPicture({ plan, name, families }: PlanPictureProps) {
	const { ink, sheet, looks } = usePaper();
	const { sizePt, shapes, markShapes, symbols, labels, scale, title, notes } = plan;
	return (
		<View wrap={false}>
			<Text style={sheet.heading}>{title}</Text>
			<Svg width={sizePt} height={sizePt} viewBox={`0 0 ${sizePt} ${sizePt}`}>
				<Defs>
					<ClipPath id={`${name}-frame`}>
						<Rect x={0} y={0} width={sizePt} height={sizePt} />
					</ClipPath>
					{markShapes.map(({ d, hatch }, i) =>
						hatch === '' ? null : (
							<ClipPath key={d} id={`${name}-hatch-${i}`}>
								<Path d={d} />
							</ClipPath>
						),
					)}
				</Defs>
				<G clipPath={`url(#${name}-frame)`}>
					{shapes.map(({ look, d }) => (
						<Path key={`${look} ${d}`} d={d} {...looks[look]} />
					))}
					{markShapes.map((shape, i) => (
						<MarkShape key={shape.d} shape={shape} clip={`${name}-hatch-${i}`} />
					))}
				</G>
				{symbols.map((symbol) => (
					<SymbolAt key={`${symbol.kind} ${symbol.x} ${symbol.y}`} symbol={symbol} families={families} />
				))}
				{labels.map(({ x, y, text }) => (
					<G key={`${x} ${y}`}>
						<Rect
							x={x - 1}
							y={y - LABEL_PT + 0.5}
							width={measureWord(text, LABEL_PT) + 2}
							height={LABEL_PT + 1.5}
							fill={ink.paper}
							fillOpacity={0.8}
						/>
						<Text x={x} y={y} style={{ fontSize: LABEL_PT, fontFamily: families }} fill={ink.black}>
							{text}
						</Text>
					</G>
				))}
				<Rect x={0} y={0} width={sizePt} height={sizePt} fill="none" stroke={ink.black} strokeWidth={0.8} />
				<North x={sizePt - 24} families={families} />
			</Svg>
			<View style={{ flexDirection: 'row', justifyContent: 'space-between', alignItems: 'center', marginTop: 4 }}>
				<View style={{ flexDirection: 'row', alignItems: 'center', gap: 6, fontSize: TYPE.small }}>
					<Svg width={scale.lengthPt + 2} height={8}>
						<Path d={`M1 1v5h${scale.lengthPt}v-5`} fill="none" stroke={ink.black} strokeWidth={1.2} />
					</Svg>
					<Text>{scale.text}</Text>
				</View>
				<Text style={{ fontSize: TYPE.small, color: ink.quiet }}>{scale.note}</Text>
			</View>
			<Legend plan={plan} families={families} />
			<Text style={[sheet.text, { marginTop: 3 }]}>{notes.join(' ')}</Text>
		</View>
	);
}

function North({ x, families }: { readonly x: number; readonly families: string[] }) {
	const { ink } = usePaper();
	return (
		<G transform={`translate(${x}, 8)`}>
			<Rect x={-2} y={-2} width={20} height={34} fill={ink.paper} fillOpacity={0.85} />
			<Path d="M8 0l6 17-6-4-6 4z" fill={ink.black} />
			<Text x={5} y={28} style={{ fontSize: 8, fontWeight: 700, fontFamily: families }} fill={ink.black}>
				N
			</Text>
		</G>
	);
}

function MarkShape({ shape, clip }: { readonly shape: PlanMarkShape; readonly clip: string }) {
	const { tones } = usePaper();
	const { d, ticks, hatch, dash, width, tone } = shape;
	const stroke = tones[tone];
	return (
		<G>
			{hatch !== '' && (
				<G clipPath={`url(#${clip})`}>
					<Path d={hatch} fill="none" stroke={stroke} strokeWidth={0.5} />
				</G>
			)}
			<Path d={d} fill="none" stroke={stroke} strokeWidth={width} {...(dash !== null && { strokeDasharray: dash })} />
			{ticks !== '' && <Path d={ticks} fill="none" stroke={stroke} strokeWidth={1.1} />}
		</G>
	);
}

interface SymbolProps {
	readonly symbol: PlanSymbol;
	readonly families: string[];
}

function SymbolAt({ symbol, families }: SymbolProps) {
	const { x, y } = symbol;
	const share = SYMBOL_PT / 32;
	const half = SYMBOL_PT / 2;
	return (
		<G transform={`translate(${x - half}, ${y - half}) scale(${share})`}>
			<SymbolShape symbol={symbol} families={families} />
		</G>
	);
}

/** In a box of 32 x 32. */
function SymbolShape({ symbol: { kind, glyph, turnDeg }, families }: SymbolProps) {
	const { ink } = usePaper();
	switch (kind) {
		case 'alarm':
			return (
				<G>
					<Path d="M10 2h12l8 8v12l-8 8h-12l-8-8v-12z" fill={ink.black} stroke={ink.paper} strokeWidth={2} />
					<Path d="M16 6c1 5 7 8 7 14a7 7 0 0 1-14 0c0-4 2-5 3-9 2 1 3 3 3 5 1-3 2-6 1-10z" fill={ink.paper} />
				</G>
			);
		case 'hydrant':
			return (
				<G>
					<Circle cx={16} cy={16} r={14} fill={ink.water} stroke={ink.paper} strokeWidth={2} />
					<Path d={HYDRANT} fill="none" stroke={ink.paper} strokeWidth={2} />
				</G>
			);
		case 'hydrant-off':
			return (
				<G>
					<Circle cx={16} cy={16} r={13} fill={ink.paper} stroke={ink.quiet} strokeWidth={2.4} strokeDasharray="4 3" />
					<Path d={HYDRANT} fill="none" stroke={ink.quiet} strokeWidth={2} />
				</G>
			);
		case 'station':
			return <Path d="M3 14 16 3l13 11v15H3z" fill={ink.black} stroke={ink.paper} strokeWidth={2} />;
		case 'mark':
			return glyph ? (
				<MarkGlyph glyph={glyph} turnDeg={turnDeg} families={families} />
			) : (
				<Circle cx={16} cy={16} r={5} fill={ink.black} />
			);
	}
}

interface MarkGlyphProps {
	readonly glyph: NonNullable<PlanSymbol['glyph']>;
	readonly turnDeg: number;
	readonly families: string[];
}

/** The tactical mark of the map, in black; its letters stay upright. */
function MarkGlyph({ glyph, turnDeg, families }: MarkGlyphProps) {
	const { ink } = usePaper();
	const { body, isSolid, parts, letters, lettersY, lettersPx: size } = glyph;
	const onBody = isSolid ? ink.paper : ink.black;
	return (
		<G>
			<G transform={`rotate(${turnDeg}, 16, 16)`}>
				{parts
					.filter(({ paint }) => paint === 'body-stroke')
					.map(({ d, widthPx = 2.2 }) => (
						<Path key={d} d={d} fill="none" stroke={ink.black} strokeWidth={widthPx} />
					))}
				<Path
					d={body}
					fill={isSolid ? ink.black : ink.paper}
					stroke={isSolid ? ink.paper : ink.black}
					strokeWidth={2}
				/>
				{parts
					.filter(({ paint }) => paint !== 'body-stroke')
					.map(({ d, paint, widthPx = 2.2 }) => (
						<Path
							key={d}
							d={d}
							fill={paint === 'fill' ? onBody : 'none'}
							{...(paint === 'stroke' && { stroke: onBody, strokeWidth: widthPx })}
						/>
					))}
			</G>
			{letters !== '' && (
				<Text
					x={16 - measureWord(letters, size) / 2}
					y={lettersY + size * 0.37}
					style={{ fontSize: size, fontWeight: 700, fontFamily: families }}
					fill={onBody}
				>
					{letters}
				</Text>
			)}
		</G>
	);
}

function Legend({ plan: { legend, marks }, families }: { readonly plan: Plan; readonly families: string[] }) {
	return (
		<View style={{ flexDirection: 'row', flexWrap: 'wrap', marginTop: 4, fontSize: TYPE.small }}>
			{legend.map(({ key, text }) => (
				<LegendRow key={key} text={text}>
					<KeySample name={key} families={families} />
				</LegendRow>
			))}
			{marks.map(({ symbol, sample, text }) => (
				<LegendRow key={text} text={text}>
					{symbol && (
						<G transform="translate(6, 0) scale(0.34)">
							<SymbolShape symbol={symbol} families={families} />
						</G>
					)}
					{sample && <SampleShape sample={sample} />}
				</LegendRow>
			))}
		</View>
	);
}

/** Without the clip: its hatch lies in its box. */
function SampleShape({ sample: { d, ticks, dash, width, tone, hatch } }: { readonly sample: PlanMarkShape }) {
	const { tones } = usePaper();
	const stroke = tones[tone];
	return (
		<G>
			{hatch !== '' && <Path d={hatch} fill="none" stroke={stroke} strokeWidth={0.4} />}
			<Path d={d} fill="none" stroke={stroke} strokeWidth={width} {...(dash !== null && { strokeDasharray: dash })} />
			{ticks !== '' && <Path d={ticks} fill="none" stroke={stroke} strokeWidth={1.1} />}
		</G>
	);
}

function LegendRow({ text, children }: { readonly text: string; readonly children: ReactNode }) {
	return (
		<View style={{ flexDirection: 'row', alignItems: 'center', width: '33.3%', gap: 5, paddingVertical: 1 }}>
			<Svg width={24} height={11} viewBox="0 0 24 11">
				{children}
			</Svg>
			<Text style={{ flex: 1 }}>{text}</Text>
		</View>
	);
}

function KeySample({ name, families }: { readonly name: PlanKey; readonly families: string[] }) {
	const { looks } = usePaper();
	if (name === 'alarm' || name === 'hydrant' || name === 'hydrant-off') {
		return (
			<G transform="translate(6, 0) scale(0.34)">
				<SymbolShape symbol={{ x: 0, y: 0, kind: name, turnDeg: 0, glyph: null }} families={families} />
			</G>
		);
	}
	const look = looks[name];
	if (name === 'target' || name === 'neighbour' || name === 'spot') {
		return <Rect x={3} y={2} width={18} height={7} {...look} />;
	}
	return <Line x1={0} y1={5.5} x2={24} y2={5.5} {...look} />;
}
