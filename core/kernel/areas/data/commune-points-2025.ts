/**
 * A centre point (degrees, WGS 84) and the surface in km² of each of the 124 communes of since 1 July 2025, derived from
 * maps: for points on a map only, never for totals. (Tọa độ tâm xã.)
 */
export const COMMUNE_POINTS_2025 = `commune_code,commune_name,area,former_province,lon,lat,area_km2
28756,Phường Phú Khương,urban,Bến Tre,106.4002,10.2337,24.97
28777,Phường An Hội,urban,Bến Tre,106.3772,10.2014,31.9
28783,Phường Sơn Đông,urban,Bến Tre,106.3414,10.2752,23.48
28789,Phường Bến Tre,urban,Bến Tre,106.3242,10.2376,31.99
28807,Xã Giao Long,rural,Bến Tre,106.408,10.3025,42.45
28810,Xã Phú Túc,rural,Bến Tre,106.3142,10.3031,63.14
28840,Xã Tân Phú,rural,Bến Tre,106.1991,10.2819,51.93
28858,Phường Phú Tân,urban,Bến Tre,106.3944,10.2692,26.58
28861,Xã Tiên Thủy,rural,Bến Tre,106.2506,10.2758,33.81
28870,Xã Chợ Lách,rural,Bến Tre,106.1618,10.2422,49.72
28879,Xã Phú Phụng,rural,Bến Tre,106.0785,10.2637,47.89
28894,Xã Vĩnh Thành,rural,Bến Tre,106.204,10.2061,52.01
28901,Xã Hưng Khánh Trung,rural,Bến Tre,106.2402,10.1767,32.14
28903,Xã Mỏ Cày,rural,Bến Tre,106.3222,10.1114,38.89
28915,Xã Phước Mỹ Trung,rural,Bến Tre,106.2805,10.2184,38.19
28921,Xã Tân Thành Bình,rural,Bến Tre,106.317,10.1746,52.65
28945,Xã Đồng Khởi,rural,Bến Tre,106.3673,10.1265,41.12
28948,Xã Nhuận Phú Tân,rural,Bến Tre,106.2654,10.1345,41.64
28957,Xã An Định,rural,Bến Tre,106.3953,10.067,46.59
28969,Xã Thành Thới,rural,Bến Tre,106.3203,10.0553,49.35
28981,Xã Hương Mỹ,rural,Bến Tre,106.3798,10.0126,55.01
28984,Xã Giồng Trôm,rural,Bến Tre,106.513,10.1578,42.39
28987,Xã Lương Hòa,rural,Bến Tre,106.4567,10.2167,37.48
28993,Xã Lương Phú,rural,Bến Tre,106.4239,10.1928,27.88
28996,Xã Châu Hòa,rural,Bến Tre,106.523,10.1928,52.05
29020,Xã Phước Long,rural,Bến Tre,106.4167,10.1481,39.95
29029,Xã Tân Hào,rural,Bến Tre,106.4461,10.1146,44.45
29044,Xã Hưng Nhượng,rural,Bến Tre,106.488,10.0935,53.66
29050,Xã Bình Đại,rural,Bến Tre,106.6929,10.1944,44.7
29062,Xã Phú Thuận,rural,Bến Tre,106.4823,10.2816,29.28
29077,Xã Lộc Thuận,rural,Bến Tre,106.5601,10.2408,42.7
29083,Xã Châu Hưng,rural,Bến Tre,106.5052,10.2392,35.22
29089,Xã Thạnh Trị,rural,Bến Tre,106.6274,10.1982,73.26
29104,Xã Thạnh Phước,rural,Bến Tre,106.6958,10.1305,76.99
29107,Xã Thới Thuận,rural,Bến Tre,106.7461,10.1067,116.95
29110,Xã Ba Tri,rural,Bến Tre,106.59,10.039,49.47
29122,Xã Mỹ Chánh Hòa,rural,Bến Tre,106.5847,10.135,50.61
29125,Xã Bảo Thạnh,rural,Bến Tre,106.6661,10.0615,62.28
29137,Xã Tân Xuân,rural,Bến Tre,106.6214,10.0996,50.44
29143,Xã An Ngãi Trung,rural,Bến Tre,106.5463,10.0907,33.87
29158,Xã An Hiệp,rural,Bến Tre,106.5216,10.0372,56.33
29167,Xã Tân Thủy,rural,Bến Tre,106.6206,9.9981,52.55
29182,Xã Thạnh Phú,rural,Bến Tre,106.5256,9.9596,70.7
29191,Xã Quới Điền,rural,Bến Tre,106.4774,9.9743,49.58
29194,Xã Đại Điền,rural,Bến Tre,106.4384,10.0057,59.26
29221,Xã Thạnh Hải,rural,Bến Tre,106.6282,9.9146,100.71
29224,Xã An Qui,rural,Bến Tre,106.5607,9.8952,73.53
29227,Xã Thạnh Phong,rural,Bến Tre,106.6173,9.8546,77.97
29242,Phường Trà Vinh,urban,Trà Vinh,106.3425,9.9128,15.73
29254,Phường Nguyệt Hóa,urban,Trà Vinh,106.3117,9.9322,21.14
29263,Phường Long Đức,urban,Trà Vinh,106.3383,9.9781,40.62
29266,Xã Càng Long,rural,Trà Vinh,106.2029,10.0097,46.87
29275,Xã An Trường,rural,Trà Vinh,106.1647,9.9546,72.61
29278,Xã Tân An,rural,Trà Vinh,106.1896,9.9057,57.25
29287,Xã Bình Phú,rural,Trà Vinh,106.2608,9.9627,59.21
29302,Xã Nhị Long,rural,Trà Vinh,106.2673,10.026,57.95
29308,Xã Cầu Kè,rural,Trà Vinh,106.0847,9.8786,54.12
29317,Xã An Phú Tân,rural,Trà Vinh,106.02,9.8632,53.91
29329,Xã Phong Thạnh,rural,Trà Vinh,106.1043,9.822,77.33
29335,Xã Tam Ngãi,rural,Trà Vinh,106.0676,9.9182,61.31
29341,Xã Tiểu Cần,rural,Trà Vinh,106.1781,9.8326,49.73
29362,Xã Hùng Hòa,rural,Trà Vinh,106.2332,9.7786,57.51
29365,Xã Tập Ngãi,rural,Trà Vinh,106.2322,9.8381,58.77
29371,Xã Tân Hòa,rural,Trà Vinh,106.1441,9.772,61.21
29374,Xã Châu Thành,rural,Trà Vinh,106.3369,9.8395,87.41
29386,Xã Song Lộc,rural,Trà Vinh,106.2753,9.8844,80.1
29398,Phường Hòa Thuận,urban,Trà Vinh,106.3623,9.9466,16.51
29407,Xã Hưng Mỹ,rural,Trà Vinh,106.3987,9.9024,67.02
29410,Xã Hòa Minh,rural,Trà Vinh,106.4446,9.9226,35.75
29413,Xã Long Hòa,rural,Trà Vinh,106.5037,9.869,52.67
29416,Xã Cầu Ngang,rural,Trà Vinh,106.4521,9.793,35.32
29419,Xã Mỹ Long,rural,Trà Vinh,106.5038,9.7902,73.61
29431,Xã Vinh Kim,rural,Trà Vinh,106.433,9.8452,56.68
29446,Xã Nhị Trường,rural,Trà Vinh,106.3819,9.775,72.34
29455,Xã Hiệp Mỹ,rural,Trà Vinh,106.4614,9.7402,67.45
29461,Xã Trà Cú,rural,Trà Vinh,106.2755,9.6996,37.33
29467,Xã Tập Sơn,rural,Trà Vinh,106.2767,9.7544,67.44
29476,Xã Lưu Nghiệp Anh,rural,Trà Vinh,106.1917,9.7105,54.62
29489,Xã Hàm Giang,rural,Trà Vinh,106.2606,9.6639,60.66
29491,Xã Đại An,rural,Trà Vinh,106.2838,9.629,32.32
29497,Xã Đôn Châu,rural,Trà Vinh,106.3646,9.6547,58.93
29506,Xã Long Hiệp,rural,Trà Vinh,106.3483,9.7166,65.17
29512,Phường Duyên Hải,urban,Trà Vinh,106.4977,9.6262,69.63
29513,Xã Long Thành,rural,Trà Vinh,106.4315,9.6015,51.51
29516,Phường Trường Long Hòa,urban,Trà Vinh,106.5455,9.6584,56.49
29518,Xã Long Hữu,rural,Trà Vinh,106.5222,9.7023,67.28
29530,Xã Ngũ Lạc,rural,Trà Vinh,106.4338,9.6825,60.92
29533,Xã Long Vĩnh,rural,Trà Vinh,106.355,9.5907,96.37
29536,Xã Đông Hải,rural,Trà Vinh,106.4485,9.5604,68.91
29551,Phường Long Châu,urban,Vĩnh Long,105.9458,10.2541,12.63
29557,Phường Phước Hậu,urban,Vĩnh Long,105.9667,10.2239,15.52
29566,Phường Tân Ngãi,urban,Vĩnh Long,105.9097,10.2583,21.7
29584,Xã An Bình,rural,Vĩnh Long,105.9861,10.2906,61.84
29590,Phường Thanh Đức,urban,Vĩnh Long,106.0027,10.2465,16.49
29593,Phường Tân Hạnh,urban,Vĩnh Long,105.9368,10.223,17.84
29602,Xã Long Hồ,rural,Vĩnh Long,105.995,10.1803,47.64
29611,Xã Phú Quới,rural,Vĩnh Long,105.9217,10.1718,50.58
29623,Xã Nhơn Phú,rural,Vĩnh Long,106.0648,10.2257,38.09
29638,Xã Bình Phước,rural,Vĩnh Long,106.0381,10.1948,35.67
29641,Xã Cái Nhum,rural,Vĩnh Long,106.1234,10.1914,52.45
29653,Xã Tân Long Hội,rural,Vĩnh Long,106.0685,10.1457,36.27
29659,Xã Trung Thành,rural,Vĩnh Long,106.1685,10.0691,35.88
29668,Xã Quới An,rural,Vĩnh Long,106.1559,10.1368,44.93
29677,Xã Quới Thiện,rural,Vĩnh Long,106.2228,10.1198,46.95
29683,Xã Trung Hiệp,rural,Vĩnh Long,106.1235,10.1097,46.73
29698,Xã Trung Ngãi,rural,Vĩnh Long,106.2082,10.0517,39.25
29701,Xã Hiếu Phụng,rural,Vĩnh Long,106.1231,10.0572,42.46
29713,Xã Hiếu Thành,rural,Vĩnh Long,106.1059,9.9906,53.41
29719,Xã Tam Bình,rural,Vĩnh Long,105.9794,10.0611,34.63
29728,Xã Cái Ngang,rural,Vĩnh Long,105.9626,10.1161,63.14
29734,Xã Hòa Hiệp,rural,Vĩnh Long,106.0318,10.1074,44.1
29740,Xã Song Phú,rural,Vĩnh Long,105.8947,10.1019,76.58
29767,Xã Ngãi Tứ,rural,Vĩnh Long,105.9269,10.0191,69.12
29770,Phường Cái Vồn,urban,Vĩnh Long,105.8376,10.02,26.52
29771,Phường Bình Minh,urban,Vĩnh Long,105.8229,10.0832,23.86
29785,Xã Tân Lược,rural,Vĩnh Long,105.7337,10.1604,56.39
29788,Xã Mỹ Thuận,rural,Vĩnh Long,105.8186,10.1313,56.01
29800,Xã Tân Quới,rural,Vĩnh Long,105.7602,10.1065,45.66
29812,Phường Đông Thành,urban,Vĩnh Long,105.8609,10.0365,44.35
29821,Xã Trà Ôn,rural,Vĩnh Long,105.9639,9.9443,42.78
29830,Xã Hòa Bình,rural,Vĩnh Long,106.0613,10.0384,65.61
29836,Xã Trà Côn,rural,Vĩnh Long,105.9988,10.013,59.37
29845,Xã Vĩnh Xuân,rural,Vĩnh Long,106.0279,9.9612,57.79
29857,Xã Lục Sĩ Thành,rural,Vĩnh Long,105.9012,9.9537,43.52
`;
