/** One of Dongguan's 33 towns, as fire-facts section 10 gives it (census 2020; seats are within about 1.5 km). */
export interface TownFact {
	readonly adcode: string;
	readonly name: string;
	readonly nameEn: string;
	readonly population: number;
	readonly areaKm2: number;
	readonly lon: number;
	readonly lat: number;
	/** On the delta in the north-west: more water, fewer hills. */
	readonly delta: boolean;
}

const ROWS = `
441900003 东城街道 Dongcheng 597192 106.6 113.780 23.030 -
441900004 南城街道 Nancheng 418288 56.6 113.752 23.021 -
441900005 万江街道 Wanjiang 328856 48.0 113.736 23.052 d
441900006 莞城街道 Guancheng 173957 11.5 113.752 23.049 -
441900101 石碣镇 Shijie 282255 34.7 113.803 23.099 d
441900102 石龙镇 Shilong 144762 14.5 113.846 23.107 d
441900103 茶山镇 Chashan 219333 48.1 113.881 23.066 -
441900104 石排镇 Shipai 235194 51.5 113.955 23.088 -
441900105 企石镇 Qishi 169396 58.0 114.013 23.063 -
441900106 横沥镇 Hengli 278858 47.9 113.972 23.022 -
441900107 桥头镇 Qiaotou 207294 55.9 114.090 23.020 -
441900108 谢岗镇 Xiegang 106152 91.2 114.145 22.970 -
441900109 东坑镇 Dongkeng 187877 24.7 113.940 22.993 -
441900110 常平镇 Changping 444894 103.3 113.998 22.982 -
441900111 寮步镇 Liaobu 513090 70.2 113.872 22.998 -
441900112 樟木头镇 Zhangmutou 173875 118.9 114.083 22.914 -
441900113 大朗镇 Dalang 556778 97.8 113.944 22.938 -
441900114 黄江镇 Huangjiang 283426 93.1 113.997 22.879 -
441900115 清溪镇 Qingxi 344303 140.8 114.159 22.843 -
441900116 塘厦镇 Tangxia 629016 128.8 114.079 22.808 -
441900117 凤岗镇 Fenggang 417430 82.9 114.144 22.743 -
441900118 大岭山镇 Dalingshan 366101 95.9 113.842 22.900 -
441900119 长安镇 Chang'an 807391 94.6 113.800 22.804 -
441900121 虎门镇 Humen 838144 172.0 113.673 22.815 -
441900122 厚街镇 Houjie 550807 126.1 113.673 22.939 -
441900123 沙田镇 Shatian 210175 83.6 113.613 22.897 d
441900124 道滘镇 Daojiao 159502 54.8 113.677 23.002 d
441900125 洪梅镇 Hongmei 65325 33.1 113.608 22.993 d
441900126 麻涌镇 Machong 182416 85.1 113.570 23.047 d
441900127 望牛墩镇 Wangniudun 86960 32.1 113.653 23.056 d
441900128 中堂镇 Zhongtang 196890 59.1 113.656 23.091 d
441900129 高埗镇 Gaobu 169923 34.5 113.739 23.083 d
441900401 松山湖 Songshanhu 120765 57.8 113.890 22.920 -
`;

/** The 33 towns in order of their codes. */
export const TOWNS: readonly TownFact[] = ROWS.trim()
	.split('\n')
	.map((row) => {
		const [adcode, name, nameEn, population, area, lon, lat, delta] = row.split(' ') as [string, ...string[]];
		return {
			adcode,
			name: name as string,
			nameEn: nameEn as string,
			population: Number(population),
			areaKm2: Number(area),
			lon: Number(lon),
			lat: Number(lat),
			delta: delta === 'd',
		};
	});
