import {
	BUILDING_STRUCTURES,
	BUILDING_USES,
	type BuildingStructure,
	type BuildingUse,
} from '../../../domain/building.ts';
import { osmBuildingUse } from '../osm-building-tags.ts';
import { isNotGiven } from './parse-measure.ts';

/**
 * Words for the load-bearing structure, the first that is found counts. Chinese: the structure classes of house censuses and
 * GB 50068 usage; Japanese: 構造種別 of land registers. Plain reinforced concrete (钢混, RC) is taken as a frame, timber as brick
 * and timber, which is the class beside it: assumption, not sourced.
 */
const STRUCTURES: readonly (readonly [RegExp, BuildingStructure])[] = [
	[/核心筒|筒中筒|框筒|筒体|tube|core/, 'rc-tube'],
	[/剪力墙|剪力牆|框剪|shear/, 'rc-shear-wall'],
	[/门式|刚架|轻钢|轻型钢|portal/, 'portal-steel'],
	[/钢筋混凝土|钢筋砼|钢混|混凝土|鉄筋コンクリート|reinforced|concrete|^s?rc(造|結構|结构)?$/, 'rc-frame'],
	[/钢框架|钢结构|钢构|^钢$|鉄骨|steel|^(lg)?s(造|結構|结构)?$/, 'steel'],
	[/框架|frame/, 'rc-frame'],
	[/砖木|磚木|木结构|木結構|木造|^木$|土蔵|wood|timber/, 'brick-timber'],
	[/简易|簡易|铁皮|棚|板房|临时|shed|temporary/, 'shed'],
	[/砖混|磚混|混合|砌体|砖石|砖|石|コンクリートブロック|^cb(造)?$|れんが|煉瓦|masonry|brick/, 'masonry'],
];

/** Words for the main use, the first that is found counts. A house with shops below (商住) is a dwelling. Assumption, not sourced. */
const USES: readonly (readonly [RegExp, BuildingUse])[] = [
	[/城中村|自建房|农民房|農民房|宅基地|私宅|村屋/, 'urban-village'],
	[/住宅|居住|公寓|宿舍|别墅|民宅|商住|住房|民居|住居|アパート|マンション|寮/, 'residential'],
	[/仓|冷库|物流|倉庫|storage/, 'warehouse'],
	[/厂|廠|工业|工業|车间|生产用|制造|工場|作業所/, 'factory'],
	[/办公|辦公|写字楼|商务|事務所|業務/, 'office'],
	[
		/学|校|教育|幼儿|医|卫生|养老|福利|文化|体育|图书|政府|行政|机关|公共|公用|公益|交通|车站|宗教|寺|庙|教堂|博物|展览|消防|派出所|官公庁|文教|厚生|病院|庁舎/,
		'public',
	],
	[/商|酒店|宾馆|旅馆|饭店|餐|市场|超市|店|宿泊|娱乐|ホテル/, 'commercial'],
	[/其他|其它|综合|综合楼|その他|配电|变电|泵房|公厕|车库|農林|供給/, 'other'],
];

/** Codes of PLATEAU's lists Building_usage and Building_buildingStructureType; as remembered, not checked against the lists. */
const PLATEAU_USES: Readonly<Record<string, BuildingUse>> = {
	401: 'office',
	402: 'commercial',
	403: 'commercial',
	404: 'commercial',
	411: 'residential',
	412: 'residential',
	413: 'residential',
	414: 'residential',
	415: 'residential',
	421: 'public',
	422: 'public',
	431: 'warehouse',
	441: 'factory',
	451: 'other',
	452: 'other',
	453: 'other',
	454: 'other',
	461: 'unknown',
};
const PLATEAU_STRUCTURES: Readonly<Record<string, BuildingStructure>> = {
	601: 'brick-timber',
	602: 'rc-frame',
	603: 'rc-frame',
	604: 'steel',
	605: 'steel',
	606: 'masonry',
	610: 'unknown',
};

function normalise(text: string): string {
	return text.normalize('NFKC').trim().toLowerCase();
}

/** The structure that a word says: 框剪, 砖混结构, RC, 木造, 'rc-frame' ... 'unknown' = it says none (不详); null = unreadable. */
export function readStructure(text: string): BuildingStructure | null {
	const word = normalise(text);
	if (isNotGiven(word)) return 'unknown';
	const own = BUILDING_STRUCTURES.find((name) => name === word);
	return own ?? PLATEAU_STRUCTURES[word] ?? STRUCTURES.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** The use that a word says: 住宅, 厂房, 'factory', an OSM `building` value ... 'unknown' = it says none ('yes'); null = unreadable. */
export function readUse(text: string): BuildingUse | null {
	const word = normalise(text);
	if (isNotGiven(word) || word === 'yes' || word === 'building' || word === 'true') return 'unknown';
	const own = BUILDING_USES.find((name) => name === word) ?? PLATEAU_USES[word];
	if (own) return own;
	const said = USES.find(([pattern]) => pattern.test(word))?.[1];
	if (said) return said;
	const osm = osmBuildingUse({ building: word.replaceAll(' ', '_') });
	return osm === 'unknown' ? null : osm;
}
