import { Circle, Line, Path, Svg, Text, View } from '@react-pdf/renderer';
import type { Finding } from '../../domain/assessment.ts';
import type { ReportMoment } from '../../domain/report/report-view.ts';
import { usePaper } from './paper.ts';

/** Later than the standard: a triangle and by how much. */
export function LateMark({ text }: { readonly text: string }) {
	const { ink, sheet } = usePaper();
	return (
		<View style={sheet.late}>
			<Svg width={7} height={7} viewBox="0 0 14 14">
				<Path d="M7 1 13.500 13H.5z" fill={ink.black} />
			</Svg>
			<Text>{text}</Text>
		</View>
	);
}

/** Says on every page that a part of it is not real: words on a hatched field. */
export function HatchedTag({ text }: { readonly text: string }) {
	const { ink, sheet } = usePaper();
	const hatch = Array.from({ length: 50 }, (_, i) => `M${i * 6 - 16} 16L${i * 6} 0`).join('');
	return (
		<View style={sheet.tag}>
			<Svg style={{ position: 'absolute', top: 0, left: 0 }} width={280} height={16} viewBox="0 0 280 16">
				<Path d={hatch} stroke={ink.line} strokeWidth={1} />
			</Svg>
			<Text style={{ fontWeight: 700, color: ink.black, backgroundColor: ink.paper, paddingHorizontal: 3 }}>
				{text}
			</Text>
		</View>
	);
}

/** A finding's severity as a shape. */
export function SeverityShape({ severity }: { readonly severity: Finding['severity'] }) {
	const { ink } = usePaper();
	return (
		<Svg width={10} height={10} viewBox="0 0 20 20">
			{severity === 'life' && <Path d="M6.500 1h7L19 6.500v7L13.500 19h-7L1 13.500v-7z" fill={ink.black} />}
			{severity === 'attention' && <Path d="M10 1.500 19 18H1z" fill="none" stroke={ink.black} strokeWidth={2} />}
			{severity === 'unknown' && (
				<Circle cx={10} cy={10} r={8} fill="none" stroke={ink.black} strokeWidth={2} strokeDasharray="3 2.500" />
			)}
			{severity === 'note' && <Circle cx={10} cy={10} r={8} fill="none" stroke={ink.black} strokeWidth={1.5} />}
			{severity === 'satisfied' && <Path d="M2 11l5 5L18 4" fill="none" stroke={ink.black} strokeWidth={2.5} />}
			{(severity === 'life' || severity === 'attention') && (
				<Line
					x1={10}
					y1={severity === 'life' ? 5 : 8}
					x2={10}
					y2={12.5}
					stroke={severity === 'life' ? ink.paper : ink.black}
					strokeWidth={2}
				/>
			)}
		</Svg>
	);
}

/** A time on the line: filled = happened, hollow = not yet, dotted = nobody told. */
export function MomentDot({ state }: { readonly state: ReportMoment['state'] }) {
	const { ink } = usePaper();
	return (
		<Svg width={10} height={10} viewBox="0 0 20 20">
			<Circle
				cx={10}
				cy={10}
				r={7.5}
				fill={state === 'happened' ? ink.black : ink.paper}
				stroke={ink.black}
				strokeWidth={2}
				{...(state === 'unknown' && { strokeDasharray: '2 3' })}
			/>
		</Svg>
	);
}
