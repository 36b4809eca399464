/**
 * The 107 communes of old Vĩnh Long as of 2023 and what became of each on 1 November 2024 (national list of administrative
 * units). `valid_to` is the last day. `area_id` is ours: opaque, given once, never reused. A unit that did not change on
 * 1 November 2024 has the same id in communes-2025-03.ts; the ten that were merged in pairs end here. (Xã, phường, thị trấn.)
 */
export const COMMUNES_2023 = `area_id,district_code,commune_code,commune_name,type,area,valid_to,code_from_2024_11_01,name_from_2024_11_01
a0101,855,29542,Phường 9,Phường,urban,2025-06-30,29542,Phường 9
a0102,855,29545,Phường 5,Phường,urban,2025-06-30,29545,Phường 5
a0103,855,29548,Phường 1,Phường,urban,2024-10-31,29551,Phường 1
a0104,855,29551,Phường 2,Phường,urban,2024-10-31,29551,Phường 1
a0105,855,29554,Phường 4,Phường,urban,2025-06-30,29554,Phường 4
a0106,855,29557,Phường 3,Phường,urban,2025-06-30,29557,Phường 3
a0107,855,29560,Phường 8,Phường,urban,2025-06-30,29560,Phường 8
a0108,855,29563,Phường Tân Ngãi,Phường,urban,2025-06-30,29563,Phường Tân Ngãi
a0109,855,29566,Phường Tân Hòa,Phường,urban,2025-06-30,29566,Phường Tân Hòa
a0110,855,29569,Phường Tân Hội,Phường,urban,2025-06-30,29569,Phường Tân Hội
a0111,855,29572,Phường Trường An,Phường,urban,2025-06-30,29572,Phường Trường An
a0112,857,29575,Thị trấn Long Hồ,Thị trấn,urban,2024-10-31,29602,Thị trấn Long Hồ
a0113,857,29578,Xã Đồng Phú,Xã,rural,2025-06-30,29578,Xã Đồng Phú
a0114,857,29581,Xã Bình Hòa Phước,Xã,rural,2025-06-30,29581,Xã Bình Hòa Phước
a0115,857,29584,Xã Hòa Ninh,Xã,rural,2025-06-30,29584,Xã Hòa Ninh
a0116,857,29587,Xã An Bình,Xã,rural,2025-06-30,29587,Xã An Bình
a0117,857,29590,Xã Thanh Đức,Xã,rural,2025-06-30,29590,Xã Thanh Đức
a0118,857,29593,Xã Tân Hạnh,Xã,rural,2025-06-30,29593,Xã Tân Hạnh
a0119,857,29596,Xã Phước Hậu,Xã,rural,2025-06-30,29596,Xã Phước Hậu
a0120,857,29599,Xã Long Phước,Xã,rural,2025-06-30,29599,Xã Long Phước
a0121,857,29602,Xã Phú Đức,Xã,rural,2024-10-31,29602,Thị trấn Long Hồ
a0122,857,29605,Xã Lộc Hòa,Xã,rural,2025-06-30,29605,Xã Lộc Hòa
a0123,857,29608,Xã Long An,Xã,rural,2025-06-30,29608,Xã Long An
a0124,857,29611,Xã Phú Quới,Xã,rural,2025-06-30,29611,Xã Phú Quới
a0125,857,29614,Xã Thạnh Quới,Xã,rural,2025-06-30,29614,Xã Thạnh Quới
a0126,857,29617,Xã Hòa Phú,Xã,rural,2025-06-30,29617,Xã Hòa Phú
a0127,858,29623,Xã Mỹ An,Xã,rural,2025-06-30,29623,Xã Mỹ An
a0128,858,29626,Xã Mỹ Phước,Xã,rural,2025-06-30,29626,Xã Mỹ Phước
a0129,858,29629,Xã An Phước,Xã,rural,2025-06-30,29629,Xã An Phước
a0130,858,29632,Xã Nhơn Phú,Xã,rural,2025-06-30,29632,Xã Nhơn Phú
a0131,858,29635,Xã Long Mỹ,Xã,rural,2025-06-30,29635,Xã Long Mỹ
a0132,858,29638,Xã Hòa Tịnh,Xã,rural,2025-06-30,29638,Xã Hòa Tịnh
a0133,858,29641,Thị trấn Cái Nhum,Thị trấn,urban,2025-06-30,29641,Thị trấn Cái Nhum
a0134,858,29644,Xã Bình Phước,Xã,rural,2025-06-30,29644,Xã Bình Phước
a0135,858,29647,Xã Chánh An,Xã,rural,2025-06-30,29647,Xã Chánh An
a0136,858,29650,Xã Tân An Hội,Xã,rural,2025-06-30,29650,Xã Tân An Hội
a0137,858,29653,Xã Tân Long,Xã,rural,2025-06-30,29653,Xã Tân Long
a0138,858,29656,Xã Tân Long Hội,Xã,rural,2025-06-30,29656,Xã Tân Long Hội
a0139,859,29659,Thị trấn Vũng Liêm,Thị trấn,urban,2025-06-30,29659,Thị trấn Vũng Liêm
a0140,859,29662,Xã Tân Quới Trung,Xã,rural,2025-06-30,29662,Xã Tân Quới Trung
a0141,859,29665,Xã Quới Thiện,Xã,rural,2025-06-30,29665,Xã Quới Thiện
a0142,859,29668,Xã Quới An,Xã,rural,2025-06-30,29668,Xã Quới An
a0143,859,29671,Xã Trung Chánh,Xã,rural,2025-06-30,29671,Xã Trung Chánh
a0144,859,29674,Xã Tân An Luông,Xã,rural,2025-06-30,29674,Xã Tân An Luông
a0145,859,29677,Xã Thanh Bình,Xã,rural,2025-06-30,29677,Xã Thanh Bình
a0146,859,29680,Xã Trung Thành Tây,Xã,rural,2025-06-30,29680,Xã Trung Thành Tây
a0147,859,29683,Xã Trung Hiệp,Xã,rural,2025-06-30,29683,Xã Trung Hiệp
a0148,859,29686,Xã Hiếu Phụng,Xã,rural,2025-06-30,29686,Xã Hiếu Phụng
a0149,859,29689,Xã Trung Thành Đông,Xã,rural,2025-06-30,29689,Xã Trung Thành Đông
a0150,859,29692,Xã Trung Thành,Xã,rural,2025-06-30,29692,Xã Trung Thành
a0151,859,29695,Xã Trung Hiếu,Xã,rural,2025-06-30,29695,Xã Trung Hiếu
a0152,859,29698,Xã Trung Ngãi,Xã,rural,2025-06-30,29698,Xã Trung Ngãi
a0153,859,29701,Xã Hiếu Thuận,Xã,rural,2025-06-30,29701,Xã Hiếu Thuận
a0154,859,29704,Xã Trung Nghĩa,Xã,rural,2025-06-30,29704,Xã Trung Nghĩa
a0155,859,29707,Xã Trung An,Xã,rural,2025-06-30,29707,Xã Trung An
a0156,859,29710,Xã Hiếu Nhơn,Xã,rural,2025-06-30,29710,Xã Hiếu Nhơn
a0157,859,29713,Xã Hiếu Thành,Xã,rural,2025-06-30,29713,Xã Hiếu Thành
a0158,859,29716,Xã Hiếu Nghĩa,Xã,rural,2025-06-30,29716,Xã Hiếu Nghĩa
a0159,860,29719,Thị trấn Tam Bình,Thị trấn,urban,2024-10-31,29719,Thị trấn Tam Bình
a0160,860,29722,Xã Tân Lộc,Xã,rural,2025-06-30,29722,Xã Tân Lộc
a0161,860,29725,Xã Phú Thịnh,Xã,rural,2025-06-30,29725,Xã Phú Thịnh
a0162,860,29728,Xã Hậu Lộc,Xã,rural,2025-06-30,29728,Xã Hậu Lộc
a0163,860,29731,Xã Hòa Thạnh,Xã,rural,2025-06-30,29731,Xã Hòa Thạnh
a0164,860,29734,Xã Hoà Lộc,Xã,rural,2025-06-30,29734,Xã Hoà Lộc
a0165,860,29737,Xã Phú Lộc,Xã,rural,2025-06-30,29737,Xã Phú Lộc
a0166,860,29740,Xã Song Phú,Xã,rural,2025-06-30,29740,Xã Song Phú
a0167,860,29743,Xã Hòa Hiệp,Xã,rural,2025-06-30,29743,Xã Hòa Hiệp
a0168,860,29746,Xã Mỹ Lộc,Xã,rural,2025-06-30,29746,Xã Mỹ Lộc
a0169,860,29749,Xã Tân Phú,Xã,rural,2025-06-30,29749,Xã Tân Phú
a0170,860,29752,Xã Long Phú,Xã,rural,2025-06-30,29752,Xã Long Phú
a0171,860,29755,Xã Mỹ Thạnh Trung,Xã,rural,2025-06-30,29755,Xã Mỹ Thạnh Trung
a0172,860,29758,Xã Tường Lộc,Xã,rural,2024-10-31,29719,Thị trấn Tam Bình
a0173,860,29761,Xã Loan Mỹ,Xã,rural,2025-06-30,29761,Xã Loan Mỹ
a0174,860,29764,Xã Ngãi Tứ,Xã,rural,2025-06-30,29764,Xã Ngãi Tứ
a0175,860,29767,Xã Bình Ninh,Xã,rural,2025-06-30,29767,Xã Bình Ninh
a0176,861,29770,Phường Cái Vồn,Phường,urban,2025-06-30,29770,Phường Cái Vồn
a0177,861,29771,Phường Thành Phước,Phường,urban,2025-06-30,29771,Phường Thành Phước
a0178,861,29806,Xã Thuận An,Xã,rural,2025-06-30,29806,Xã Thuận An
a0179,861,29809,Xã Đông Thạnh,Xã,rural,2025-06-30,29809,Xã Đông Thạnh
a0180,861,29812,Xã Đông Bình,Xã,rural,2025-06-30,29812,Xã Đông Bình
a0181,861,29813,Phường Đông Thuận,Phường,urban,2025-06-30,29813,Phường Đông Thuận
a0182,861,29815,Xã Mỹ Hòa,Xã,rural,2025-06-30,29815,Xã Mỹ Hòa
a0183,861,29818,Xã Đông Thành,Xã,rural,2025-06-30,29818,Xã Đông Thành
a0184,862,29821,Thị trấn Trà Ôn,Thị trấn,urban,2024-10-31,29821,Thị trấn Trà Ôn
a0185,862,29824,Xã Xuân Hiệp,Xã,rural,2025-06-30,29824,Xã Xuân Hiệp
a0186,862,29827,Xã Nhơn Bình,Xã,rural,2025-06-30,29827,Xã Nhơn Bình
a0187,862,29830,Xã Hòa Bình,Xã,rural,2025-06-30,29830,Xã Hòa Bình
a0188,862,29833,Xã Thới Hòa,Xã,rural,2025-06-30,29833,Xã Thới Hòa
a0189,862,29836,Xã Trà Côn,Xã,rural,2025-06-30,29836,Xã Trà Côn
a0190,862,29839,Xã Tân Mỹ,Xã,rural,2025-06-30,29839,Xã Tân Mỹ
a0191,862,29842,Xã Hựu Thành,Xã,rural,2025-06-30,29842,Xã Hựu Thành
a0192,862,29845,Xã Vĩnh Xuân,Xã,rural,2025-06-30,29845,Xã Vĩnh Xuân
a0193,862,29848,Xã Thuận Thới,Xã,rural,2025-06-30,29848,Xã Thuận Thới
a0194,862,29851,Xã Phú Thành,Xã,rural,2025-06-30,29851,Xã Phú Thành
a0195,862,29854,Xã Thiện Mỹ,Xã,rural,2024-10-31,29821,Thị trấn Trà Ôn
a0196,862,29857,Xã Lục Sỹ Thành,Xã,rural,2025-06-30,29857,Xã Lục Sỹ Thành
a0197,862,29860,Xã Tích Thiện,Xã,rural,2025-06-30,29860,Xã Tích Thiện
a0198,863,29773,Xã Tân Hưng,Xã,rural,2024-10-31,29782,Xã Tân An Thạnh
a0199,863,29776,Xã Tân Thành,Xã,rural,2025-06-30,29776,Xã Tân Thành
a0200,863,29779,Xã Thành Trung,Xã,rural,2025-06-30,29779,Xã Thành Trung
a0201,863,29782,Xã Tân An Thạnh,Xã,rural,2024-10-31,29782,Xã Tân An Thạnh
a0202,863,29785,Xã Tân Lược,Xã,rural,2025-06-30,29785,Xã Tân Lược
a0203,863,29788,Xã Nguyễn Văn Thảnh,Xã,rural,2025-06-30,29788,Xã Nguyễn Văn Thảnh
a0204,863,29791,Xã Thành Lợi,Xã,rural,2025-06-30,29791,Xã Thành Lợi
a0205,863,29794,Xã Mỹ Thuận,Xã,rural,2025-06-30,29794,Xã Mỹ Thuận
a0206,863,29797,Xã Tân Bình,Xã,rural,2025-06-30,29797,Xã Tân Bình
a0207,863,29800,Thị trấn Tân Quới,Thị trấn,urban,2025-06-30,29800,Thị trấn Tân Quới
`;
