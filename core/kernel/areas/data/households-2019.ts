/**
 * Households by size and people in the 107 communes of old Vĩnh Long, census of 1 April 2019, laid on the units of 2023.
 * `size_1` and `size_2` are empty where the census joins them in `size_1_2`. The only source of household totals. (Tổng điều
 * tra dân số và nhà ở 2019.)
 */
export const HOUSEHOLDS_2019 = `commune_code,commune_name,district_name,area,households,size_1,size_2,size_1_2,size_3,size_4,size_5_up,people
29542,Phường 9,Thành phố Vĩnh Long,urban,4013,802,893,1695,809,760,749,12812
29545,Phường 5,Thành phố Vĩnh Long,urban,4804,709,1019,1728,1169,1070,837,15396
29548,Phường 1,Thành phố Vĩnh Long,urban,2811,446,596,1042,585,539,645,9443
29551,Phường 2,Thành phố Vĩnh Long,urban,4384,1196,948,2144,805,733,702,12760
29554,Phường 4,Thành phố Vĩnh Long,urban,5349,1151,1126,2277,1167,914,991,16691
29557,Phường 3,Thành phố Vĩnh Long,urban,6411,1471,1446,2917,1324,1164,1006,19507
29560,Phường 8,Thành phố Vĩnh Long,urban,5389,1467,1138,2605,1021,962,801,15438
29563,Phường Tân Ngãi,Thành phố Vĩnh Long,urban,3054,,,1060,723,661,610,10061
29566,Phường Tân Hòa,Thành phố Vĩnh Long,urban,2475,,,744,588,568,575,8853
29569,Phường Tân Hội,Thành phố Vĩnh Long,urban,2271,,,720,497,509,545,7880
29572,Phường Trường An,Thành phố Vĩnh Long,urban,2599,,,803,587,614,595,9029
29575,Thị trấn Long Hồ,Huyện Long Hồ,urban,2090,305,392,697,500,412,481,7061
29578,Xã Đồng Phú,Huyện Long Hồ,rural,3433,,,965,842,826,800,11988
29581,Xã Bình Hòa Phước,Huyện Long Hồ,rural,2610,,,822,591,576,621,9121
29584,Xã Hòa Ninh,Huyện Long Hồ,rural,2440,,,580,585,602,673,9115
29587,Xã An Bình,Huyện Long Hồ,rural,2932,,,812,715,700,705,10296
29590,Xã Thanh Đức,Huyện Long Hồ,rural,4201,,,1122,1003,1038,1038,15159
29593,Xã Tân Hạnh,Huyện Long Hồ,rural,4177,,,1120,957,1004,1096,15120
29596,Xã Phước Hậu,Huyện Long Hồ,rural,3106,,,805,705,775,821,11308
29599,Xã Long Phước,Huyện Long Hồ,rural,3723,,,971,889,876,987,13560
29602,Xã Phú Đức,Huyện Long Hồ,rural,2889,,,720,654,712,803,10716
29605,Xã Lộc Hòa,Huyện Long Hồ,rural,2795,,,698,671,672,754,10309
29608,Xã Long An,Huyện Long Hồ,rural,2789,,,656,601,729,803,10604
29611,Xã Phú Quới,Huyện Long Hồ,rural,5487,,,3054,746,855,832,15326
29614,Xã Thạnh Quới,Huyện Long Hồ,rural,1945,,,388,403,583,571,7499
29617,Xã Hòa Phú,Huyện Long Hồ,rural,3201,,,1312,543,625,721,10516
29623,Xã Mỹ An,Huyện Mang Thít,rural,2855,,,819,689,726,621,9902
29626,Xã Mỹ Phước,Huyện Mang Thít,rural,2189,,,681,537,545,426,7385
29629,Xã An Phước,Huyện Mang Thít,rural,3035,,,877,814,702,642,10366
29632,Xã Nhơn Phú,Huyện Mang Thít,rural,2519,,,806,611,584,518,8487
29635,Xã Long Mỹ,Huyện Mang Thít,rural,1470,,,383,372,350,365,5257
29638,Xã Hòa Tịnh,Huyện Mang Thít,rural,2102,,,598,486,458,560,7530
29641,Thị trấn Cái Nhum,Huyện Mang Thít,urban,1194,218,264,482,298,259,155,3539
29644,Xã Bình Phước,Huyện Mang Thít,rural,2858,,,831,684,681,662,9982
29647,Xã Chánh An,Huyện Mang Thít,rural,2252,,,740,565,514,433,7448
29650,Xã Tân An Hội,Huyện Mang Thít,rural,1980,,,565,500,477,438,6856
29653,Xã Tân Long,Huyện Mang Thít,rural,1811,,,538,403,447,423,6344
29656,Xã Tân Long Hội,Huyện Mang Thít,rural,1667,,,497,391,380,399,5843
29659,Thị trấn Vũng Liêm,Huyện Vũng Liêm,urban,2185,272,427,699,568,493,425,7274
29662,Xã Tân Quới Trung,Huyện Vũng Liêm,rural,2245,,,678,553,550,464,7696
29665,Xã Quới Thiện,Huyện Vũng Liêm,rural,2684,,,1052,679,516,437,8318
29668,Xã Quới An,Huyện Vũng Liêm,rural,2480,,,861,670,514,435,7994
29671,Xã Trung Chánh,Huyện Vũng Liêm,rural,1623,,,589,436,307,291,5179
29674,Xã Tân An Luông,Huyện Vũng Liêm,rural,3102,,,1079,807,660,556,10024
29677,Xã Thanh Bình,Huyện Vũng Liêm,rural,3138,,,1079,835,683,541,10129
29680,Xã Trung Thành Tây,Huyện Vũng Liêm,rural,1631,,,615,438,314,264,5066
29683,Xã Trung Hiệp,Huyện Vũng Liêm,rural,2589,,,922,660,553,454,8347
29686,Xã Hiếu Phụng,Huyện Vũng Liêm,rural,2486,,,921,634,490,441,7916
29689,Xã Trung Thành Đông,Huyện Vũng Liêm,rural,1460,,,477,416,309,258,4720
29692,Xã Trung Thành,Huyện Vũng Liêm,rural,2670,,,936,751,566,417,8409
29695,Xã Trung Hiếu,Huyện Vũng Liêm,rural,3086,,,1159,761,640,526,9795
29698,Xã Trung Ngãi,Huyện Vũng Liêm,rural,2224,,,898,561,420,345,6819
29701,Xã Hiếu Thuận,Huyện Vũng Liêm,rural,1743,,,626,485,339,293,5504
29704,Xã Trung Nghĩa,Huyện Vũng Liêm,rural,2321,,,797,601,478,445,7550
29707,Xã Trung An,Huyện Vũng Liêm,rural,1757,,,604,478,341,334,5699
29710,Xã Hiếu Nhơn,Huyện Vũng Liêm,rural,2423,,,785,662,535,441,7943
29713,Xã Hiếu Thành,Huyện Vũng Liêm,rural,2356,,,780,593,503,480,7875
29716,Xã Hiếu Nghĩa,Huyện Vũng Liêm,rural,2120,,,662,547,508,403,7114
29719,Thị trấn Tam Bình,Huyện Tam Bình,urban,1500,184,347,531,377,295,297,4905
29722,Xã Tân Lộc,Huyện Tam Bình,rural,1554,,,315,308,407,524,6155
29725,Xã Phú Thịnh,Huyện Tam Bình,rural,3197,,,699,665,894,939,12181
29728,Xã Hậu Lộc,Huyện Tam Bình,rural,1704,,,392,397,441,474,6401
29731,Xã Hòa Thạnh,Huyện Tam Bình,rural,2289,,,672,518,505,594,8134
29734,Xã Hoà Lộc,Huyện Tam Bình,rural,2183,,,565,547,584,487,7701
29737,Xã Phú Lộc,Huyện Tam Bình,rural,2195,,,480,506,582,627,8305
29740,Xã Song Phú,Huyện Tam Bình,rural,2628,,,661,543,680,744,9860
29743,Xã Hòa Hiệp,Huyện Tam Bình,rural,2066,,,662,507,479,418,6923
29746,Xã Mỹ Lộc,Huyện Tam Bình,rural,2345,,,462,544,651,688,9086
29749,Xã Tân Phú,Huyện Tam Bình,rural,2317,,,576,530,554,657,8575
29752,Xã Long Phú,Huyện Tam Bình,rural,2322,,,638,521,613,550,8265
29755,Xã Mỹ Thạnh Trung,Huyện Tam Bình,rural,3197,,,906,773,798,720,11266
29758,Xã Tường Lộc,Huyện Tam Bình,rural,2949,,,1101,726,610,512,9797
29761,Xã Loan Mỹ,Huyện Tam Bình,rural,3397,,,1031,847,888,631,11443
29764,Xã Ngãi Tứ,Huyện Tam Bình,rural,3778,,,1073,900,894,911,13424
29767,Xã Bình Ninh,Huyện Tam Bình,rural,2671,,,822,645,650,554,9099
29770,Phường Cái Vồn,Thị xã Bình Minh,urban,3832,544,628,1172,820,872,968,13703
29771,Phường Thành Phước,Thị xã Bình Minh,urban,2899,267,391,658,602,731,908,11406
29806,Xã Thuận An,Thị xã Bình Minh,rural,4740,,,1195,1056,1208,1281,17452
29809,Xã Đông Thạnh,Thị xã Bình Minh,rural,2790,,,526,609,836,819,6652
29812,Xã Đông Bình,Thị xã Bình Minh,rural,2231,,,613,508,603,507,7852
29813,Phường Đông Thuận,Thị xã Bình Minh,urban,3227,466,603,1069,751,777,630,10631
29815,Xã Mỹ Hòa,Thị xã Bình Minh,rural,4335,,,967,946,1208,1214,16344
29818,Xã Đông Thành,Thị xã Bình Minh,rural,2790,,,526,609,836,819,6652
29821,Thị trấn Trà Ôn,Huyện Trà Ôn,urban,2763,381,592,973,642,599,549,9107
29824,Xã Xuân Hiệp,Huyện Trà Ôn,rural,2552,,,829,623,587,513,8543
29827,Xã Nhơn Bình,Huyện Trà Ôn,rural,2315,,,810,558,493,454,7562
29830,Xã Hòa Bình,Huyện Trà Ôn,rural,3063,,,935,752,723,653,10502
29833,Xã Thới Hòa,Huyện Trà Ôn,rural,2376,,,727,610,547,492,8089
29836,Xã Trà Côn,Huyện Trà Ôn,rural,3186,,,903,769,773,741,11153
29839,Xã Tân Mỹ,Huyện Trà Ôn,rural,3031,,,842,745,736,708,10800
29842,Xã Hựu Thành,Huyện Trà Ôn,rural,2884,,,953,722,647,562,9600
29845,Xã Vĩnh Xuân,Huyện Trà Ôn,rural,3768,,,1251,973,808,736,12454
29848,Xã Thuận Thới,Huyện Trà Ôn,rural,2022,,,679,531,440,372,6596
29851,Xã Phú Thành,Huyện Trà Ôn,rural,2145,,,632,509,510,494,7499
29854,Xã Thiện Mỹ,Huyện Trà Ôn,rural,3215,,,1110,805,754,546,10395
29857,Xã Lục Sỹ Thành,Huyện Trà Ôn,rural,2880,,,1063,743,569,505,9144
29860,Xã Tích Thiện,Huyện Trà Ôn,rural,2509,,,869,637,552,451,8145
29773,Xã Tân Hưng,Huyện Bình Tân,rural,1012,,,178,243,316,275,3889
29776,Xã Tân Thành,Huyện Bình Tân,rural,2189,,,428,508,645,608,8386
29779,Xã Thành Trung,Huyện Bình Tân,rural,1770,,,395,387,516,472,6640
29782,Xã Tân An Thạnh,Huyện Bình Tân,rural,2503,,,585,591,603,724,9417
29785,Xã Tân Lược,Huyện Bình Tân,rural,2957,,,684,670,754,849,11112
29788,Xã Nguyễn Văn Thảnh,Huyện Bình Tân,rural,2357,,,505,530,708,614,8823
29791,Xã Thành Lợi,Huyện Bình Tân,rural,3856,,,913,882,1058,1003,14332
29794,Xã Mỹ Thuận,Huyện Bình Tân,rural,2214,,,528,523,598,565,8083
29797,Xã Tân Bình,Huyện Bình Tân,rural,2466,,,681,508,630,647,8846
29800,Thị trấn Tân Quới,Huyện Bình Tân,urban,2757,,,896,630,617,614,9464
`;
