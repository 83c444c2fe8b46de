import type { RoadRole, TurnRole } from './field-map.ts';

/**
 * The names that fields of road lines usually have, by role, in order of preference. Written as recogniseName compares them: NFKC, small
 * letters, without blanks, underscores, hyphens, dots and the unit. From data seen: OpenStreetMap extracts (also those of Geofabrik),
 * the usual names of road censuses and of 道路中心线 layers in Chinese, our own roads.fgb. Simplified and traditional forms.
 */
export const ROAD_FIELDS: Readonly<Record<RoadRole, readonly string[]>> = {
	id: [
		'路段编号',
		'路段id',
		'路段编码',
		'linkid',
		'segmentid',
		'edgeid',
		'osmid',
		'fullid',
		'id',
		'uuid',
		'道路编号',
		'编号',
		'編號',
		'roadid',
	],
	name: [
		'name',
		'道路名称',
		'道路名稱',
		'路名',
		'街路名称',
		'街道名称',
		'标准名称',
		'名称',
		'名稱',
		'namezh',
		'name:zh',
		'roadname',
		'rdname',
		'rname',
		'streetname',
		'street',
		'道路名',
	],
	name_en: ['nameen', 'name:en', '英文名', '英文名称', '英文名稱', 'englishname', 'roadnameen'],
	class: [
		'class',
		'fclass',
		'highway',
		'道路等级',
		'道路等級',
		'道路级别',
		'道路类别',
		'道路类型',
		'道路種別',
		'道路分类',
		'路网等级',
		'技术等级',
		'等级',
		'等級',
		'级别',
		'类别',
		'類別',
		'类型',
		'roadclass',
		'roadtype',
		'rdclass',
		'functionalclass',
		'category',
		'type',
		'kind',
	],
	oneway: [
		'oneway',
		'单向',
		'單向',
		'单行',
		'單行',
		'单行线',
		'单行道',
		'是否单行',
		'是否单向',
		'是否单行道',
		'通行方向',
		'行车方向',
		'onewaystreet',
	],
	access: [
		'access',
		'通行',
		'通行状态',
		'通行情况',
		'通行权限',
		'通行限制',
		'可通行',
		'是否可通行',
		'通行能力',
		'开放情况',
	],
	lanes: ['lanes', '车道数', '車道數', '车道', '车道数量', '双向车道数', 'lanecount', 'numlanes', 'nlanes', 'lanenum'],
	width_m: [
		'width',
		'宽度',
		'寬度',
		'路宽',
		'路寬',
		'路面宽度',
		'路面宽',
		'车行道宽度',
		'车行道宽',
		'行车道宽度',
		'道路宽度',
		'道路宽',
		'widthcarriageway',
		'roadwidth',
	],
	max_height_m: ['maxheight', '限高', '限高值', '净高', '净空高度', '限制高度', '高度限制', 'heightlimit', 'clearance'],
	max_width_m: ['maxwidth', '限宽', '限寬', '限制宽度', '宽度限制', 'widthlimit'],
	max_weight_t: [
		'maxweight',
		'限重',
		'限载',
		'限載',
		'荷载',
		'载重限制',
		'重量限制',
		'限制质量',
		'限制重量',
		'weightlimit',
		'loadlimit',
	],
	max_length_m: ['maxlength', '限长', '限長', '限制长度', '长度限制', 'lengthlimit'],
	hgv: ['hgv', '货车', '貨車', '货车通行', '大货车', 'truck', 'trucks', 'goods'],
	hgv_banned: ['hgvbanned', '货车禁行', '禁止货车', '禁货', '限货', '禁行货车', 'notrucks', 'truckban'],
	bridge: ['bridge', '桥', '橋', '桥梁', '橋梁', '是否桥梁', '是否为桥', '是否桥', 'isbridge'],
	tunnel: ['tunnel', '隧道', '是否隧道', '是否为隧道', 'istunnel'],
	roundabout: ['roundabout', '环岛', '環島', '环形交叉', 'junction', 'isroundabout'],
	surface: [
		'surface',
		'paved',
		'路面',
		'路面类型',
		'路面類型',
		'路面材质',
		'路面材料',
		'铺装',
		'是否铺装',
		'硬化',
		'是否硬化',
		'pavement',
	],
	link: ['link', '匝道', '是否匝道', 'ramp', 'isramp', 'islink'],
	routable: ['routable', '可通车', '是否通车', '机动车通行', 'drivable'],
};

/** The names that fields of turn restrictions usually have. */
export const TURN_FIELDS: Readonly<Record<TurnRole, readonly string[]>> = {
	id: ['id', 'uuid', '编号', '編號', 'restrictionid', 'turnid'],
	kind: ['kind', 'restriction', '类型', '類型', '种类', '限制类型', '限制', '禁令', 'type'],
	from: [
		'from',
		'起始道路',
		'驶入道路',
		'进入道路',
		'进入路段',
		'来路',
		'起始路段',
		'fromid',
		'fromroad',
		'fromlink',
		'fromway',
	],
	to: ['to', '目标道路', '驶出道路', '退出道路', '退出路段', '去路', '目标路段', 'toid', 'toroad', 'tolink', 'toway'],
	via: ['via', '经由', '經由', '途经道路', '经过道路', 'viaid', 'viaroad', 'viaroads', 'vialink', 'viaway'],
	except: ['except', '除外', '例外', '除外车辆'],
	lon: ['lon', 'lng', 'long', 'longitude', '经度', '經度', '东经', 'x', 'x坐标'],
	lat: ['lat', 'latitude', '纬度', '緯度', '北纬', 'y', 'y坐标'],
};

const UNITS: readonly (readonly [ending: RegExp, unit: string])[] = [
	[/(?:t|tonnes?|吨|噸)$/, 't'],
	[/(?:kg|公斤|千克)$/, 'kg'],
	[/(?:cm|厘米|公分)$/, 'cm'],
	[/(?:mm|毫米)$/, 'mm'],
	[/(?:ft|feet|英尺)$/, 'ft'],
	[/(?:m|米|公尺|metres?|meters?)$/, 'm'],
];

/** A field's name for comparing, and the unit that it says: `限高(cm)`, `width_m`, `max_weight_t`. */
function splitName(field: string): { readonly name: string; readonly unit: string | null } {
	const wide = field.normalize('NFKC').trim().toLowerCase();
	const compact = (text: string) => text.replace(/[\s_\-.]/g, '');
	const bracketed = /^(.+?)\s*[([【〔]([^)\]】〕]*)[)\]】〕]$/.exec(wide);
	const ended = bracketed ? null : /^(.+?)[\s_-](m|cm|mm|ft|t|kg)$/.exec(wide);
	const unitText = bracketed?.[2] ?? ended?.[2];
	const unit = unitText === undefined ? undefined : UNITS.find(([ending]) => ending.test(unitText))?.[1];
	if (unit === undefined) return { name: compact(wide), unit: null };
	return { name: compact((bracketed?.[1] ?? ended?.[1]) as string), unit };
}

/** Characters that are left of a Chinese name in the ten bytes that a DBF file has for it: in UTF-8, in GBK. */
const CUT_LENGTHS = [3, 5];

/**
 * What is a field by its name, among the names of the roles? A Chinese name that a DBF file has cut is known by its front, where that is
 * of one role only. `whenTrue` is never told: these fields say more than true or false.
 */
export function recogniseName<R extends string>(field: string, names: Readonly<Record<R, readonly string[]>>) {
	const { name, unit } = splitName(field);
	const roles = Object.keys(names) as R[];
	for (const role of roles) {
		const preference = names[role].indexOf(name);
		if (preference >= 0) return { role, preference, unit, whenTrue: null };
	}
	if (/^\p{Script=Han}+$/u.test(name) && CUT_LENGTHS.includes(name.length)) {
		const [role, other] = roles.filter((one) => names[one].some((whole) => whole.startsWith(name)));
		if (role && !other) return { role, preference: names[role].length, unit, whenTrue: null };
	}
	return { role: null, preference: 0, unit: null, whenTrue: null };
}
