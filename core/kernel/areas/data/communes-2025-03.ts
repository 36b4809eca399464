/**
 * The 354 communes of the three old provinces on the eve of the merger of 1 July 2025 (national list of administrative
 * units, March 2025). `area_id` is ours: opaque, given once, never reused. The five units of old Vĩnh Long that came out of
 * the mergers of 1 November 2024 have ids of their own though each keeps the code of one of its two parts. (Xã, phường,
 * thị trấn trước ngày 1/7/2025.)
 */
export const COMMUNES_2025_03 = `area_id,district_code,commune_code,commune_name,type,area
a0213,829,28756,Phường Phú Khương,Phường,urban
a0214,829,28757,Phường Phú Tân,Phường,urban
a0215,829,28759,Phường 8,Phường,urban
a0216,829,28762,Phường 6,Phường,urban
a0217,829,28777,Phường An Hội,Phường,urban
a0218,829,28780,Phường 7,Phường,urban
a0219,829,28783,Xã Sơn Đông,Xã,rural
a0220,829,28786,Xã Phú Hưng,Xã,rural
a0221,829,28789,Xã Bình Phú,Xã,rural
a0222,829,28792,Xã Mỹ Thạnh An,Xã,rural
a0223,829,28795,Xã Nhơn Thạnh,Xã,rural
a0224,829,28798,Xã Phú Nhuận,Xã,rural
a0225,831,28804,Xã Tân Thạch,Xã,rural
a0226,831,28807,Xã Qưới Sơn,Xã,rural
a0227,831,28810,Thị trấn Châu Thành,Thị trấn,urban
a0228,831,28813,Xã Giao Long,Xã,rural
a0229,831,28819,Xã Phú Túc,Xã,rural
a0230,831,28822,Xã Phú Đức,Xã,rural
a0231,831,28828,Xã An Phước,Xã,rural
a0232,831,28831,Xã Tam Phước,Xã,rural
a0233,831,28834,Xã Thành Triệu,Xã,rural
a0234,831,28840,Xã Tân Phú,Xã,rural
a0235,831,28843,Xã Quới Thành,Xã,rural
a0236,831,28846,Xã Phước Thạnh,Xã,rural
a0237,831,28852,Xã Tiên Long,Xã,rural
a0238,831,28855,Xã Tường Đa,Xã,rural
a0239,831,28858,Xã Hữu Định,Xã,rural
a0240,831,28861,Thị trấn Tiên Thủy,Thị trấn,urban
a0241,832,28870,Thị trấn Chợ Lách,Thị trấn,urban
a0242,832,28873,Xã Phú Phụng,Xã,rural
a0243,832,28876,Xã Sơn Định,Xã,rural
a0244,832,28879,Xã Vĩnh Bình,Xã,rural
a0245,832,28882,Xã Hòa Nghĩa,Xã,rural
a0246,832,28885,Xã Long Thới,Xã,rural
a0247,832,28888,Xã Phú Sơn,Xã,rural
a0248,832,28891,Xã Tân Thiềng,Xã,rural
a0249,832,28894,Xã Vĩnh Thành,Xã,rural
a0250,832,28897,Xã Vĩnh Hòa,Xã,rural
a0251,832,28900,Xã Hưng Khánh Trung B,Xã,rural
a0252,833,28903,Thị trấn Mỏ Cày,Thị trấn,urban
a0253,833,28930,Xã Định Thủy,Xã,rural
a0254,833,28939,Xã Đa Phước Hội,Xã,rural
a0255,833,28940,Xã Tân Hội,Xã,rural
a0256,833,28942,Xã Phước Hiệp,Xã,rural
a0257,833,28945,Xã Bình Khánh,Xã,rural
a0258,833,28951,Xã An Thạnh,Xã,rural
a0259,833,28957,Xã An Định,Xã,rural
a0260,833,28960,Xã Thành Thới B,Xã,rural
a0261,833,28963,Xã Tân Trung,Xã,rural
a0262,833,28966,Xã An Thới,Xã,rural
a0263,833,28969,Xã Thành Thới A,Xã,rural
a0264,833,28972,Xã Minh Đức,Xã,rural
a0265,833,28975,Xã Ngãi Đăng,Xã,rural
a0266,833,28978,Xã Cẩm Sơn,Xã,rural
a0267,833,28981,Xã Hương Mỹ,Xã,rural
a0268,834,28984,Thị trấn Giồng Trôm,Thị trấn,urban
a0269,834,28987,Xã Phong Nẫm,Xã,rural
a0270,834,28993,Xã Mỹ Thạnh,Xã,rural
a0271,834,28996,Xã Châu Hòa,Xã,rural
a0272,834,28999,Xã Lương Hòa,Xã,rural
a0273,834,29002,Xã Lương Quới,Xã,rural
a0274,834,29005,Xã Lương Phú,Xã,rural
a0275,834,29008,Xã Châu Bình,Xã,rural
a0276,834,29011,Xã Thuận Điền,Xã,rural
a0277,834,29014,Xã Sơn Phú,Xã,rural
a0278,834,29017,Xã Bình Hoà,Xã,rural
a0279,834,29020,Xã Phước Long,Xã,rural
a0280,834,29023,Xã Hưng Phong,Xã,rural
a0281,834,29026,Xã Long Mỹ,Xã,rural
a0282,834,29029,Xã Tân Hào,Xã,rural
a0283,834,29032,Xã Bình Thành,Xã,rural
a0284,834,29035,Xã Tân Thanh,Xã,rural
a0285,834,29038,Xã Tân Lợi Thạnh,Xã,rural
a0286,834,29041,Xã Thạnh Phú Đông,Xã,rural
a0287,834,29044,Xã Hưng Nhượng,Xã,rural
a0288,834,29047,Xã Hưng Lễ,Xã,rural
a0289,835,29050,Thị trấn Bình Đại,Thị trấn,urban
a0290,835,29053,Xã Tam Hiệp,Xã,rural
a0291,835,29056,Xã Long Định,Xã,rural
a0292,835,29059,Xã Long Hòa,Xã,rural
a0293,835,29062,Xã Phú Thuận,Xã,rural
a0294,835,29065,Xã Vang Quới Tây,Xã,rural
a0295,835,29068,Xã Vang Quới Đông,Xã,rural
a0296,835,29071,Xã Châu Hưng,Xã,rural
a0297,835,29077,Xã Lộc Thuận,Xã,rural
a0298,835,29080,Xã Định Trung,Xã,rural
a0299,835,29083,Xã Thới Lai,Xã,rural
a0300,835,29086,Xã Bình Thới,Xã,rural
a0301,835,29089,Xã Phú Long,Xã,rural
a0302,835,29092,Xã Bình Thắng,Xã,rural
a0303,835,29095,Xã Thạnh Trị,Xã,rural
a0304,835,29098,Xã Đại Hòa Lộc,Xã,rural
a0305,835,29101,Xã Thừa Đức,Xã,rural
a0306,835,29104,Xã Thạnh Phước,Xã,rural
a0307,835,29107,Xã Thới Thuận,Xã,rural
a0308,836,29110,Thị trấn Ba Tri,Thị trấn,urban
a0309,836,29116,Xã Mỹ Hòa,Xã,rural
a0310,836,29119,Xã Tân Xuân,Xã,rural
a0311,836,29122,Xã Mỹ Chánh,Xã,rural
a0312,836,29125,Xã Bảo Thạnh,Xã,rural
a0313,836,29128,Xã An Phú Trung,Xã,rural
a0314,836,29131,Xã Mỹ Thạnh,Xã,rural
a0315,836,29134,Xã Mỹ Nhơn,Xã,rural
a0316,836,29137,Xã Phước Ngãi,Xã,rural
a0317,836,29143,Xã An Ngãi Trung,Xã,rural
a0318,836,29146,Xã Phú Lễ,Xã,rural
a0319,836,29149,Xã An Bình Tây,Xã,rural
a0320,836,29152,Xã Bảo Thuận,Xã,rural
a0321,836,29155,Xã Tân Hưng,Xã,rural
a0322,836,29158,Xã An Ngãi Tây,Xã,rural
a0323,836,29161,Xã An Hiệp,Xã,rural
a0324,836,29164,Xã Vĩnh Hòa,Xã,rural
a0325,836,29167,Xã Tân Thủy,Xã,rural
a0326,836,29170,Xã Vĩnh An,Xã,rural
a0327,836,29173,Xã An Đức,Xã,rural
a0328,836,29176,Xã An Hòa Tây,Xã,rural
a0329,836,29179,Thị trấn Tiệm Tôm,Thị trấn,urban
a0330,837,29182,Thị trấn Thạnh Phú,Thị trấn,urban
a0331,837,29185,Xã Phú Khánh,Xã,rural
a0332,837,29188,Xã Đại Điền,Xã,rural
a0333,837,29191,Xã Quới Điền,Xã,rural
a0334,837,29194,Xã Tân Phong,Xã,rural
a0335,837,29197,Xã Mỹ Hưng,Xã,rural
a0336,837,29200,Xã An Thạnh,Xã,rural
a0337,837,29203,Xã Thới Thạnh,Xã,rural
a0338,837,29206,Xã Hòa Lợi,Xã,rural
a0339,837,29209,Xã An Điền,Xã,rural
a0340,837,29212,Xã Bình Thạnh,Xã,rural
a0341,837,29215,Xã An Thuận,Xã,rural
a0342,837,29218,Xã An Quy,Xã,rural
a0343,837,29221,Xã Thạnh Hải,Xã,rural
a0344,837,29224,Xã An Nhơn,Xã,rural
a0345,837,29227,Xã Giao Thạnh,Xã,rural
a0346,837,29230,Xã Thạnh Phong,Xã,rural
a0347,837,29233,Xã Mỹ An,Xã,rural
a0348,838,28889,Xã Phú Mỹ,Xã,rural
a0349,838,28901,Xã Hưng Khánh Trung A,Xã,rural
a0350,838,28906,Xã Thanh Tân,Xã,rural
a0351,838,28909,Xã Thạnh Ngãi,Xã,rural
a0352,838,28912,Xã Tân Phú Tây,Xã,rural
a0353,838,28915,Thị trấn Phước Mỹ Trung,Thị trấn,urban
a0354,838,28918,Xã Tân Thành Bình,Xã,rural
a0355,838,28921,Xã Thành An,Xã,rural
a0356,838,28924,Xã Hòa Lộc,Xã,rural
a0357,838,28927,Xã Tân Thanh Tây,Xã,rural
a0358,838,28933,Xã Tân Bình,Xã,rural
a0359,838,28936,Xã Nhuận Phú Tân,Xã,rural
a0360,838,28948,Xã Khánh Thạnh Tân,Xã,rural
a0361,842,29236,Phường 4,Phường,urban
a0362,842,29239,Phường 1,Phường,urban
a0363,842,29242,Phường 3,Phường,urban
a0364,842,29248,Phường 5,Phường,urban
a0365,842,29254,Phường 7,Phường,urban
a0366,842,29257,Phường 8,Phường,urban
a0367,842,29260,Phường 9,Phường,urban
a0368,842,29263,Xã Long Đức,Xã,rural
a0369,844,29266,Thị trấn Càng Long,Thị trấn,urban
a0370,844,29269,Xã Mỹ Cẩm,Xã,rural
a0371,844,29272,Xã An Trường A,Xã,rural
a0372,844,29275,Xã An Trường,Xã,rural
a0373,844,29278,Xã Huyền Hội,Xã,rural
a0374,844,29281,Xã Tân An,Xã,rural
a0375,844,29284,Xã Tân Bình,Xã,rural
a0376,844,29287,Xã Bình Phú,Xã,rural
a0377,844,29290,Xã Phương Thạnh,Xã,rural
a0378,844,29293,Xã Đại Phúc,Xã,rural
a0379,844,29296,Xã Đại Phước,Xã,rural
a0380,844,29299,Xã Nhị Long Phú,Xã,rural
a0381,844,29302,Xã Nhị Long,Xã,rural
a0382,844,29305,Xã Đức Mỹ,Xã,rural
a0383,845,29308,Thị trấn Cầu Kè,Thị trấn,urban
a0384,845,29311,Xã Hòa Ân,Xã,rural
a0385,845,29314,Xã Châu Điền,Xã,rural
a0386,845,29317,Xã An Phú Tân,Xã,rural
a0387,845,29320,Xã Hoà Tân,Xã,rural
a0388,845,29323,Xã Ninh Thới,Xã,rural
a0389,845,29326,Xã Phong Phú,Xã,rural
a0390,845,29329,Xã Phong Thạnh,Xã,rural
a0391,845,29332,Xã Tam Ngãi,Xã,rural
a0392,845,29335,Xã Thông Hòa,Xã,rural
a0393,845,29338,Xã Thạnh Phú,Xã,rural
a0394,846,29341,Thị trấn Tiểu Cần,Thị trấn,urban
a0395,846,29344,Thị trấn Cầu Quan,Thị trấn,urban
a0396,846,29347,Xã Phú Cần,Xã,rural
a0397,846,29350,Xã Hiếu Tử,Xã,rural
a0398,846,29353,Xã Hiếu Trung,Xã,rural
a0399,846,29356,Xã Long Thới,Xã,rural
a0400,846,29359,Xã Hùng Hòa,Xã,rural
a0401,846,29362,Xã Tân Hùng,Xã,rural
a0402,846,29365,Xã Tập Ngãi,Xã,rural
a0403,846,29368,Xã Ngãi Hùng,Xã,rural
a0404,846,29371,Xã Tân Hòa,Xã,rural
a0405,847,29374,Thị trấn Châu Thành,Thị trấn,urban
a0406,847,29377,Xã Đa Lộc,Xã,rural
a0407,847,29380,Xã Mỹ Chánh,Xã,rural
a0408,847,29383,Xã Thanh Mỹ,Xã,rural
a0409,847,29386,Xã Lương Hoà A,Xã,rural
a0410,847,29389,Xã Lương Hòa,Xã,rural
a0411,847,29392,Xã Song Lộc,Xã,rural
a0412,847,29395,Xã Nguyệt Hóa,Xã,rural
a0413,847,29398,Xã Hòa Thuận,Xã,rural
a0414,847,29401,Xã Hòa Lợi,Xã,rural
a0415,847,29404,Xã Phước Hảo,Xã,rural
a0416,847,29407,Xã Hưng Mỹ,Xã,rural
a0417,847,29410,Xã Hòa Minh,Xã,rural
a0418,847,29413,Xã Long Hòa,Xã,rural
a0419,848,29416,Thị trấn Cầu Ngang,Thị trấn,urban
a0420,848,29419,Thị trấn Mỹ Long,Thị trấn,urban
a0421,848,29422,Xã Mỹ Long Bắc,Xã,rural
a0422,848,29425,Xã Mỹ Long Nam,Xã,rural
a0423,848,29428,Xã Mỹ Hòa,Xã,rural
a0424,848,29431,Xã Vĩnh Kim,Xã,rural
a0425,848,29434,Xã Kim Hòa,Xã,rural
a0426,848,29437,Xã Hiệp Hòa,Xã,rural
a0427,848,29440,Xã Thuận Hòa,Xã,rural
a0428,848,29443,Xã Long Sơn,Xã,rural
a0429,848,29446,Xã Nhị Trường,Xã,rural
a0430,848,29449,Xã Trường Thọ,Xã,rural
a0431,848,29452,Xã Hiệp Mỹ Đông,Xã,rural
a0432,848,29455,Xã Hiệp Mỹ Tây,Xã,rural
a0433,848,29458,Xã Thạnh Hòa Sơn,Xã,rural
a0434,849,29461,Thị trấn Trà Cú,Thị trấn,urban
a0435,849,29462,Thị trấn Định An,Thị trấn,urban
a0436,849,29464,Xã Phước Hưng,Xã,rural
a0437,849,29467,Xã Tập Sơn,Xã,rural
a0438,849,29470,Xã Tân Sơn,Xã,rural
a0439,849,29473,Xã An Quảng Hữu,Xã,rural
a0440,849,29476,Xã Lưu Nghiệp Anh,Xã,rural
a0441,849,29479,Xã Ngãi Xuyên,Xã,rural
a0442,849,29482,Xã Kim Sơn,Xã,rural
a0443,849,29485,Xã Thanh Sơn,Xã,rural
a0444,849,29488,Xã Hàm Giang,Xã,rural
a0445,849,29489,Xã Hàm Tân,Xã,rural
a0446,849,29491,Xã Đại An,Xã,rural
a0447,849,29494,Xã Định An,Xã,rural
a0448,849,29503,Xã Ngọc Biên,Xã,rural
a0449,849,29506,Xã Long Hiệp,Xã,rural
a0450,849,29509,Xã Tân Hiệp,Xã,rural
a0451,850,29497,Xã Đôn Xuân,Xã,rural
a0452,850,29500,Xã Đôn Châu,Xã,rural
a0453,850,29513,Thị trấn Long Thành,Thị trấn,urban
a0454,850,29521,Xã Long Khánh,Xã,rural
a0455,850,29530,Xã Ngũ Lạc,Xã,rural
a0456,850,29533,Xã Long Vĩnh,Xã,rural
a0457,850,29536,Xã Đông Hải,Xã,rural
a0458,851,29512,Phường 1,Phường,urban
a0459,851,29515,Xã Long Toàn,Xã,rural
a0460,851,29516,Phường 2,Phường,urban
a0461,851,29518,Xã Long Hữu,Xã,rural
a0462,851,29524,Xã Dân Thành,Xã,rural
a0463,851,29527,Xã Trường Long Hòa,Xã,rural
a0464,851,29539,Xã Hiệp Thạnh,Xã,rural
a0101,855,29542,Phường 9,Phường,urban
a0102,855,29545,Phường 5,Phường,urban
a0208,855,29551,Phường 1,Phường,urban
a0105,855,29554,Phường 4,Phường,urban
a0106,855,29557,Phường 3,Phường,urban
a0107,855,29560,Phường 8,Phường,urban
a0108,855,29563,Phường Tân Ngãi,Phường,urban
a0109,855,29566,Phường Tân Hòa,Phường,urban
a0110,855,29569,Phường Tân Hội,Phường,urban
a0111,855,29572,Phường Trường An,Phường,urban
a0113,857,29578,Xã Đồng Phú,Xã,rural
a0114,857,29581,Xã Bình Hòa Phước,Xã,rural
a0115,857,29584,Xã Hòa Ninh,Xã,rural
a0116,857,29587,Xã An Bình,Xã,rural
a0117,857,29590,Xã Thanh Đức,Xã,rural
a0118,857,29593,Xã Tân Hạnh,Xã,rural
a0119,857,29596,Xã Phước Hậu,Xã,rural
a0120,857,29599,Xã Long Phước,Xã,rural
a0209,857,29602,Thị trấn Long Hồ,Thị trấn,urban
a0122,857,29605,Xã Lộc Hòa,Xã,rural
a0123,857,29608,Xã Long An,Xã,rural
a0124,857,29611,Xã Phú Quới,Xã,rural
a0125,857,29614,Xã Thạnh Quới,Xã,rural
a0126,857,29617,Xã Hòa Phú,Xã,rural
a0127,858,29623,Xã Mỹ An,Xã,rural
a0128,858,29626,Xã Mỹ Phước,Xã,rural
a0129,858,29629,Xã An Phước,Xã,rural
a0130,858,29632,Xã Nhơn Phú,Xã,rural
a0131,858,29635,Xã Long Mỹ,Xã,rural
a0132,858,29638,Xã Hòa Tịnh,Xã,rural
a0133,858,29641,Thị trấn Cái Nhum,Thị trấn,urban
a0134,858,29644,Xã Bình Phước,Xã,rural
a0135,858,29647,Xã Chánh An,Xã,rural
a0136,858,29650,Xã Tân An Hội,Xã,rural
a0137,858,29653,Xã Tân Long,Xã,rural
a0138,858,29656,Xã Tân Long Hội,Xã,rural
a0139,859,29659,Thị trấn Vũng Liêm,Thị trấn,urban
a0140,859,29662,Xã Tân Quới Trung,Xã,rural
a0141,859,29665,Xã Quới Thiện,Xã,rural
a0142,859,29668,Xã Quới An,Xã,rural
a0143,859,29671,Xã Trung Chánh,Xã,rural
a0144,859,29674,Xã Tân An Luông,Xã,rural
a0145,859,29677,Xã Thanh Bình,Xã,rural
a0146,859,29680,Xã Trung Thành Tây,Xã,rural
a0147,859,29683,Xã Trung Hiệp,Xã,rural
a0148,859,29686,Xã Hiếu Phụng,Xã,rural
a0149,859,29689,Xã Trung Thành Đông,Xã,rural
a0150,859,29692,Xã Trung Thành,Xã,rural
a0151,859,29695,Xã Trung Hiếu,Xã,rural
a0152,859,29698,Xã Trung Ngãi,Xã,rural
a0153,859,29701,Xã Hiếu Thuận,Xã,rural
a0154,859,29704,Xã Trung Nghĩa,Xã,rural
a0155,859,29707,Xã Trung An,Xã,rural
a0156,859,29710,Xã Hiếu Nhơn,Xã,rural
a0157,859,29713,Xã Hiếu Thành,Xã,rural
a0158,859,29716,Xã Hiếu Nghĩa,Xã,rural
a0210,860,29719,Thị trấn Tam Bình,Thị trấn,urban
a0160,860,29722,Xã Tân Lộc,Xã,rural
a0161,860,29725,Xã Phú Thịnh,Xã,rural
a0162,860,29728,Xã Hậu Lộc,Xã,rural
a0163,860,29731,Xã Hòa Thạnh,Xã,rural
a0164,860,29734,Xã Hoà Lộc,Xã,rural
a0165,860,29737,Xã Phú Lộc,Xã,rural
a0166,860,29740,Xã Song Phú,Xã,rural
a0167,860,29743,Xã Hòa Hiệp,Xã,rural
a0168,860,29746,Xã Mỹ Lộc,Xã,rural
a0169,860,29749,Xã Tân Phú,Xã,rural
a0170,860,29752,Xã Long Phú,Xã,rural
a0171,860,29755,Xã Mỹ Thạnh Trung,Xã,rural
a0173,860,29761,Xã Loan Mỹ,Xã,rural
a0174,860,29764,Xã Ngãi Tứ,Xã,rural
a0175,860,29767,Xã Bình Ninh,Xã,rural
a0176,861,29770,Phường Cái Vồn,Phường,urban
a0177,861,29771,Phường Thành Phước,Phường,urban
a0178,861,29806,Xã Thuận An,Xã,rural
a0179,861,29809,Xã Đông Thạnh,Xã,rural
a0180,861,29812,Xã Đông Bình,Xã,rural
a0181,861,29813,Phường Đông Thuận,Phường,urban
a0182,861,29815,Xã Mỹ Hòa,Xã,rural
a0183,861,29818,Xã Đông Thành,Xã,rural
a0211,862,29821,Thị trấn Trà Ôn,Thị trấn,urban
a0185,862,29824,Xã Xuân Hiệp,Xã,rural
a0186,862,29827,Xã Nhơn Bình,Xã,rural
a0187,862,29830,Xã Hòa Bình,Xã,rural
a0188,862,29833,Xã Thới Hòa,Xã,rural
a0189,862,29836,Xã Trà Côn,Xã,rural
a0190,862,29839,Xã Tân Mỹ,Xã,rural
a0191,862,29842,Xã Hựu Thành,Xã,rural
a0192,862,29845,Xã Vĩnh Xuân,Xã,rural
a0193,862,29848,Xã Thuận Thới,Xã,rural
a0194,862,29851,Xã Phú Thành,Xã,rural
a0196,862,29857,Xã Lục Sỹ Thành,Xã,rural
a0197,862,29860,Xã Tích Thiện,Xã,rural
a0199,863,29776,Xã Tân Thành,Xã,rural
a0200,863,29779,Xã Thành Trung,Xã,rural
a0212,863,29782,Xã Tân An Thạnh,Xã,rural
a0202,863,29785,Xã Tân Lược,Xã,rural
a0203,863,29788,Xã Nguyễn Văn Thảnh,Xã,rural
a0204,863,29791,Xã Thành Lợi,Xã,rural
a0205,863,29794,Xã Mỹ Thuận,Xã,rural
a0206,863,29797,Xã Tân Bình,Xã,rural
a0207,863,29800,Thị trấn Tân Quới,Thị trấn,urban
`;
