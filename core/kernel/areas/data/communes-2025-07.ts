/**
 * The 124 communes of Vĩnh Long province since 1 July 2025, with the units that each was made from (names and codes of
 * before, in no common order; `(part)` marks a unit that was cut) and the clause of resolution 1687/NQ-UBTVQH15; codes
 * from dispatch 1027/CTK-CSCL of the statistics office. `area_id` is ours: opaque, given once, never reused; the four units
 * that the resolution left unchanged keep the id that they have in communes-2025-03.ts. (Xã, phường từ ngày 1/7/2025.)
 */
export const COMMUNES_2025_07 = `area_id,commune_code,commune_name,type,area,merged_from,merged_from_codes,former_province,former_districts,resolution_clause
a0501,28756,Phường Phú Khương,Phường,urban,Phường Phú Khương; Phường 8; Xã Phú Hưng; Xã Nhơn Thạnh,28756; 28759; 28786; 28795,Bến Tre,Thành phố Bến Tre,117
a0502,28777,Phường An Hội,Phường,urban,Phường An Hội; Xã Mỹ Thạnh An; Xã Phú Nhuận; Xã Sơn Phú,28777; 28792; 28798; 29014,Bến Tre,Huyện Giồng Trôm; Thành phố Bến Tre,116
a0503,28783,Phường Sơn Đông,Phường,urban,Phường 6; Xã Sơn Đông; Xã Tam Phước,28762; 28783; 28831,Bến Tre,Huyện Châu Thành; Thành phố Bến Tre,119
a0504,28789,Phường Bến Tre,Phường,urban,Phường 7; Xã Bình Phú; Xã Thanh Tân,28780; 28789; 28906,Bến Tre,Huyện Mỏ Cày Bắc; Thành phố Bến Tre,118
a0505,28807,Xã Giao Long,Xã,rural,Xã Qưới Sơn; Xã Giao Long; Xã An Phước,28807; 28813; 28828,Bến Tre,Huyện Châu Thành,60
a0506,28810,Xã Phú Túc,Xã,rural,Xã Tân Thạch; Thị trấn Châu Thành; Xã Phú Túc; Xã Tường Đa,28804; 28810; 28819; 28855,Bến Tre,Huyện Châu Thành,59
a0507,28840,Xã Tân Phú,Xã,rural,Xã Phú Đức; Xã Tân Phú; Xã Tiên Long,28822; 28840; 28852,Bến Tre,Huyện Châu Thành,62
a0508,28858,Phường Phú Tân,Phường,urban,Phường Phú Tân; Xã Phước Thạnh; Xã Hữu Định,28757; 28846; 28858,Bến Tre,Huyện Châu Thành; Thành phố Bến Tre,120
a0509,28861,Xã Tiên Thủy,Xã,rural,Xã Thành Triệu; Xã Quới Thành; Thị trấn Tiên Thủy,28834; 28843; 28861,Bến Tre,Huyện Châu Thành,61
a0510,28870,Xã Chợ Lách,Xã,rural,Thị trấn Chợ Lách; Xã Hòa Nghĩa; Xã Long Thới,28870; 28882; 28885,Bến Tre,Huyện Chợ Lách,64
a0511,28879,Xã Phú Phụng,Xã,rural,Xã Phú Phụng; Xã Sơn Định; Xã Vĩnh Bình,28873; 28876; 28879,Bến Tre,Huyện Chợ Lách,63
a0512,28894,Xã Vĩnh Thành,Xã,rural,Xã Phú Sơn; Xã Tân Thiềng; Xã Vĩnh Thành,28888; 28891; 28894,Bến Tre,Huyện Chợ Lách,65
a0513,28901,Xã Hưng Khánh Trung,Xã,rural,Xã Vĩnh Hòa; Xã Hưng Khánh Trung B; Xã Hưng Khánh Trung A,28897; 28900; 28901,Bến Tre,Huyện Chợ Lách; Huyện Mỏ Cày Bắc,66
a0514,28903,Xã Mỏ Cày,Xã,rural,Thị trấn Mỏ Cày; Xã Đa Phước Hội; Xã Tân Hội; Xã An Thạnh,28903; 28939; 28940; 28951,Bến Tre,Huyện Mỏ Cày Nam,71
a0515,28915,Xã Phước Mỹ Trung,Xã,rural,Xã Phú Mỹ; Xã Thạnh Ngãi; Xã Tân Phú Tây; Thị trấn Phước Mỹ Trung,28889; 28909; 28912; 28915,Bến Tre,Huyện Mỏ Cày Bắc,67
a0516,28921,Xã Tân Thành Bình,Xã,rural,Xã Tân Thành Bình; Xã Thành An; Xã Hòa Lộc; Xã Tân Bình,28918; 28921; 28924; 28933,Bến Tre,Huyện Mỏ Cày Bắc,68
a0517,28945,Xã Đồng Khởi,Xã,rural,Xã Định Thủy; Xã Phước Hiệp; Xã Bình Khánh,28930; 28942; 28945,Bến Tre,Huyện Mỏ Cày Nam,70
a0518,28948,Xã Nhuận Phú Tân,Xã,rural,Xã Tân Thanh Tây; Xã Nhuận Phú Tân; Xã Khánh Thạnh Tân,28927; 28936; 28948,Bến Tre,Huyện Mỏ Cày Bắc,69
a0519,28957,Xã An Định,Xã,rural,Xã An Định; Xã Tân Trung; Xã Minh Đức,28957; 28963; 28972,Bến Tre,Huyện Mỏ Cày Nam,73
a0520,28969,Xã Thành Thới,Xã,rural,Xã Thành Thới B; Xã An Thới; Xã Thành Thới A,28960; 28966; 28969,Bến Tre,Huyện Mỏ Cày Nam,72
a0521,28981,Xã Hương Mỹ,Xã,rural,Xã Ngãi Đăng; Xã Cẩm Sơn; Xã Hương Mỹ,28975; 28978; 28981,Bến Tre,Huyện Mỏ Cày Nam,74
a0522,28984,Xã Giồng Trôm,Xã,rural,Thị trấn Giồng Trôm; Xã Bình Hoà; Xã Bình Thành,28984; 29017; 29032,Bến Tre,Huyện Giồng Trôm,89
a0523,28987,Xã Lương Hòa,Xã,rural,Xã Phong Nẫm; Xã Lương Hòa,28987; 28999,Bến Tre,Huyện Giồng Trôm,94
a0524,28993,Xã Lương Phú,Xã,rural,Xã Mỹ Thạnh; Xã Lương Phú; Xã Thuận Điền,28993; 29005; 29011,Bến Tre,Huyện Giồng Trôm,92
a0525,28996,Xã Châu Hòa,Xã,rural,Xã Châu Hòa; Xã Lương Quới; Xã Châu Bình,28996; 29002; 29008,Bến Tre,Huyện Giồng Trôm,93
a0526,29020,Xã Phước Long,Xã,rural,Xã Phước Long; Xã Hưng Phong; Xã Long Mỹ,29020; 29023; 29026,Bến Tre,Huyện Giồng Trôm,91
a0527,29029,Xã Tân Hào,Xã,rural,Xã Tân Hào; Xã Tân Lợi Thạnh; Xã Thạnh Phú Đông,29029; 29038; 29041,Bến Tre,Huyện Giồng Trôm,90
a0528,29044,Xã Hưng Nhượng,Xã,rural,Xã Tân Thanh; Xã Hưng Nhượng; Xã Hưng Lễ,29035; 29044; 29047,Bến Tre,Huyện Giồng Trôm,88
a0529,29050,Xã Bình Đại,Xã,rural,Thị trấn Bình Đại; Xã Bình Thới; Xã Bình Thắng,29050; 29086; 29092,Bến Tre,Huyện Bình Đại,97
a0530,29062,Xã Phú Thuận,Xã,rural,Xã Tam Hiệp; Xã Long Định; Xã Phú Thuận,29053; 29056; 29062,Bến Tre,Huyện Bình Đại,101
a0531,29077,Xã Lộc Thuận,Xã,rural,Xã Vang Quới Tây; Xã Vang Quới Đông; Xã Lộc Thuận,29065; 29068; 29077,Bến Tre,Huyện Bình Đại,99
a0532,29083,Xã Châu Hưng,Xã,rural,Xã Long Hòa; Xã Châu Hưng; Xã Thới Lai,29059; 29071; 29083,Bến Tre,Huyện Bình Đại,100
a0533,29089,Xã Thạnh Trị,Xã,rural,Xã Định Trung; Xã Phú Long; Xã Thạnh Trị,29080; 29089; 29095,Bến Tre,Huyện Bình Đại,98
a0534,29104,Xã Thạnh Phước,Xã,rural,Xã Đại Hòa Lộc; Xã Thạnh Phước,29098; 29104,Bến Tre,Huyện Bình Đại,96
a0535,29107,Xã Thới Thuận,Xã,rural,Xã Thừa Đức; Xã Thới Thuận,29101; 29107,Bến Tre,Huyện Bình Đại,95
a0536,29110,Xã Ba Tri,Xã,rural,Thị trấn Ba Tri; Xã An Bình Tây; Xã Vĩnh Hòa; Xã Vĩnh An; Xã An Đức,29110; 29149; 29164; 29170; 29173,Bến Tre,Huyện Ba Tri,83
a0537,29122,Xã Mỹ Chánh Hòa,Xã,rural,Xã Mỹ Hòa; Xã Mỹ Chánh; Xã Mỹ Nhơn,29116; 29122; 29134,Bến Tre,Huyện Ba Tri,85
a0538,29125,Xã Bảo Thạnh,Xã,rural,Xã Bảo Thạnh; Xã Bảo Thuận,29125; 29152,Bến Tre,Huyện Ba Tri,82
a0539,29137,Xã Tân Xuân,Xã,rural,Xã Tân Xuân; Xã Phước Ngãi; Xã Phú Lễ,29119; 29137; 29146,Bến Tre,Huyện Ba Tri,84
a0540,29143,Xã An Ngãi Trung,Xã,rural,Xã An Phú Trung; Xã Mỹ Thạnh; Xã An Ngãi Trung,29128; 29131; 29143,Bến Tre,Huyện Ba Tri,86
a0541,29158,Xã An Hiệp,Xã,rural,Xã Tân Hưng; Xã An Ngãi Tây; Xã An Hiệp,29155; 29158; 29161,Bến Tre,Huyện Ba Tri,87
a0542,29167,Xã Tân Thủy,Xã,rural,Xã Tân Thủy; Xã An Hòa Tây; Thị trấn Tiệm Tôm,29167; 29176; 29179,Bến Tre,Huyện Ba Tri,81
a0543,29182,Xã Thạnh Phú,Xã,rural,Thị trấn Thạnh Phú; Xã An Thạnh; Xã Bình Thạnh; Xã Mỹ An,29182; 29200; 29212; 29233,Bến Tre,Huyện Thạnh Phú,77
a0544,29191,Xã Quới Điền,Xã,rural,Xã Quới Điền; Xã Mỹ Hưng; Xã Hòa Lợi,29191; 29197; 29206,Bến Tre,Huyện Thạnh Phú,76
a0545,29194,Xã Đại Điền,Xã,rural,Xã Phú Khánh; Xã Đại Điền; Xã Tân Phong; Xã Thới Thạnh,29185; 29188; 29194; 29203,Bến Tre,Huyện Thạnh Phú,75
a0546,29221,Xã Thạnh Hải,Xã,rural,Xã An Điền; Xã Thạnh Hải,29209; 29221,Bến Tre,Huyện Thạnh Phú,79
a0547,29224,Xã An Qui,Xã,rural,Xã An Thuận; Xã An Quy; Xã An Nhơn,29215; 29218; 29224,Bến Tre,Huyện Thạnh Phú,78
a0548,29227,Xã Thạnh Phong,Xã,rural,Xã Giao Thạnh; Xã Thạnh Phong,29227; 29230,Bến Tre,Huyện Thạnh Phú,80
a0549,29242,Phường Trà Vinh,Phường,urban,Phường 1; Phường 3; Phường 9,29239; 29242; 29260,Trà Vinh,Thành phố Trà Vinh,110
a0550,29254,Phường Nguyệt Hóa,Phường,urban,Phường 7; Phường 8; Xã Nguyệt Hóa,29254; 29257; 29395,Trà Vinh,Huyện Châu Thành; Thành phố Trà Vinh,112
a0551,29263,Phường Long Đức,Phường,urban,Phường 4; Xã Long Đức,29236; 29263,Trà Vinh,Thành phố Trà Vinh,111
a0552,29266,Xã Càng Long,Xã,rural,Thị trấn Càng Long; Xã Mỹ Cẩm; Xã Nhị Long Phú,29266; 29269; 29299,Trà Vinh,Huyện Càng Long,29
a0553,29275,Xã An Trường,Xã,rural,Xã An Trường A; Xã An Trường; Xã Tân Bình,29272; 29275; 29284,Trà Vinh,Huyện Càng Long,30
a0554,29278,Xã Tân An,Xã,rural,Xã Huyền Hội; Xã Tân An,29278; 29281,Trà Vinh,Huyện Càng Long,31
a0555,29287,Xã Bình Phú,Xã,rural,Xã Bình Phú; Xã Phương Thạnh; Xã Đại Phúc,29287; 29290; 29293,Trà Vinh,Huyện Càng Long,33
a0556,29302,Xã Nhị Long,Xã,rural,Xã Đại Phước; Xã Nhị Long; Xã Đức Mỹ,29296; 29302; 29305,Trà Vinh,Huyện Càng Long,32
a0557,29308,Xã Cầu Kè,Xã,rural,Thị trấn Cầu Kè; Xã Hòa Ân; Xã Châu Điền,29308; 29311; 29314,Trà Vinh,Huyện Cầu Kè,37
a0558,29317,Xã An Phú Tân,Xã,rural,Xã An Phú Tân; Xã Hoà Tân,29317; 29320,Trà Vinh,Huyện Cầu Kè,39
a0559,29329,Xã Phong Thạnh,Xã,rural,Xã Ninh Thới; Xã Phong Phú; Xã Phong Thạnh,29323; 29326; 29329,Trà Vinh,Huyện Cầu Kè,38
a0560,29335,Xã Tam Ngãi,Xã,rural,Xã Tam Ngãi; Xã Thông Hòa; Xã Thạnh Phú,29332; 29335; 29338,Trà Vinh,Huyện Cầu Kè,40
a0561,29341,Xã Tiểu Cần,Xã,rural,Thị trấn Tiểu Cần; Xã Phú Cần; Xã Hiếu Trung,29341; 29347; 29353,Trà Vinh,Huyện Tiểu Cần,41
a0562,29362,Xã Hùng Hòa,Xã,rural,Xã Hùng Hòa; Xã Tân Hùng; Xã Ngãi Hùng,29359; 29362; 29368,Trà Vinh,Huyện Tiểu Cần,43
a0563,29365,Xã Tập Ngãi,Xã,rural,Xã Hiếu Tử; Xã Tập Ngãi,29350; 29365,Trà Vinh,Huyện Tiểu Cần,44
a0564,29371,Xã Tân Hòa,Xã,rural,Thị trấn Cầu Quan; Xã Long Thới; Xã Tân Hòa,29344; 29356; 29371,Trà Vinh,Huyện Tiểu Cần,42
a0565,29374,Xã Châu Thành,Xã,rural,Thị trấn Châu Thành; Xã Đa Lộc; Xã Mỹ Chánh; Xã Thanh Mỹ,29374; 29377; 29380; 29383,Trà Vinh,Huyện Châu Thành,34
a0566,29386,Xã Song Lộc,Xã,rural,Xã Lương Hoà A; Xã Lương Hòa; Xã Song Lộc,29386; 29389; 29392,Trà Vinh,Huyện Châu Thành,35
a0567,29398,Phường Hòa Thuận,Phường,urban,Phường 5; Xã Hòa Thuận,29248; 29398,Trà Vinh,Huyện Châu Thành; Thành phố Trà Vinh,113
a0568,29407,Xã Hưng Mỹ,Xã,rural,Xã Hòa Lợi; Xã Phước Hảo; Xã Hưng Mỹ,29401; 29404; 29407,Trà Vinh,Huyện Châu Thành,36
a0417,29410,Xã Hòa Minh,Xã,rural,Xã Hòa Minh,29410,Trà Vinh,Huyện Châu Thành,unchanged
a0418,29413,Xã Long Hòa,Xã,rural,Xã Long Hòa,29413,Trà Vinh,Huyện Châu Thành,unchanged
a0569,29416,Xã Cầu Ngang,Xã,rural,Thị trấn Cầu Ngang; Xã Mỹ Hòa; Xã Thuận Hòa,29416; 29428; 29440,Trà Vinh,Huyện Cầu Ngang,45
a0570,29419,Xã Mỹ Long,Xã,rural,Thị trấn Mỹ Long; Xã Mỹ Long Bắc; Xã Mỹ Long Nam,29419; 29422; 29425,Trà Vinh,Huyện Cầu Ngang,46
a0571,29431,Xã Vinh Kim,Xã,rural,Xã Vĩnh Kim; Xã Kim Hòa,29431; 29434,Trà Vinh,Huyện Cầu Ngang,47
a0572,29446,Xã Nhị Trường,Xã,rural,Xã Hiệp Hòa; Xã Nhị Trường; Xã Trường Thọ,29437; 29446; 29449,Trà Vinh,Huyện Cầu Ngang,48
a0573,29455,Xã Hiệp Mỹ,Xã,rural,Xã Long Sơn; Xã Hiệp Mỹ Đông; Xã Hiệp Mỹ Tây,29443; 29452; 29455,Trà Vinh,Huyện Cầu Ngang,49
a0574,29461,Xã Trà Cú,Xã,rural,Thị trấn Trà Cú; Xã Ngãi Xuyên; Xã Thanh Sơn,29461; 29479; 29485,Trà Vinh,Huyện Trà Cú,50
a0575,29467,Xã Tập Sơn,Xã,rural,Xã Phước Hưng; Xã Tập Sơn; Xã Tân Sơn,29464; 29467; 29470,Trà Vinh,Huyện Trà Cú,55
a0576,29476,Xã Lưu Nghiệp Anh,Xã,rural,Xã An Quảng Hữu; Xã Lưu Nghiệp Anh,29473; 29476,Trà Vinh,Huyện Trà Cú,52
a0577,29489,Xã Hàm Giang,Xã,rural,Xã Kim Sơn; Xã Hàm Giang; Xã Hàm Tân,29482; 29488; 29489,Trà Vinh,Huyện Trà Cú,53
a0578,29491,Xã Đại An,Xã,rural,Thị trấn Định An; Xã Đại An; Xã Định An,29462; 29491; 29494,Trà Vinh,Huyện Trà Cú,51
a0579,29497,Xã Đôn Châu,Xã,rural,Xã Đôn Xuân; Xã Đôn Châu,29497; 29500,Trà Vinh,Huyện Duyên Hải,57
a0580,29506,Xã Long Hiệp,Xã,rural,Xã Ngọc Biên; Xã Long Hiệp; Xã Tân Hiệp,29503; 29506; 29509,Trà Vinh,Huyện Trà Cú,54
a0581,29512,Phường Duyên Hải,Phường,urban,Phường 1; Xã Long Toàn; Xã Dân Thành,29512; 29515; 29524,Trà Vinh,Thị xã Duyên Hải,114
a0582,29513,Xã Long Thành,Xã,rural,Thị trấn Long Thành; Xã Long Khánh,29513; 29521,Trà Vinh,Huyện Duyên Hải,56
a0583,29516,Phường Trường Long Hòa,Phường,urban,Phường 2; Xã Trường Long Hòa,29516; 29527,Trà Vinh,Thị xã Duyên Hải,115
a0584,29518,Xã Long Hữu,Xã,rural,Xã Long Hữu; Xã Hiệp Thạnh,29518; 29539,Trà Vinh,Thị xã Duyên Hải,28
a0585,29530,Xã Ngũ Lạc,Xã,rural,Xã Thạnh Hòa Sơn; Xã Ngũ Lạc,29458; 29530,Trà Vinh,Huyện Cầu Ngang; Huyện Duyên Hải,58
a0456,29533,Xã Long Vĩnh,Xã,rural,Xã Long Vĩnh,29533,Trà Vinh,Huyện Duyên Hải,unchanged
a0457,29536,Xã Đông Hải,Xã,rural,Xã Đông Hải,29536,Trà Vinh,Huyện Duyên Hải,unchanged
a0586,29551,Phường Long Châu,Phường,urban,Phường 9; Phường 1; Phường Trường An,29542; 29551; 29572,Vĩnh Long,Thành phố Vĩnh Long,103
a0587,29557,Phường Phước Hậu,Phường,urban,Phường 4; Phường 3; Xã Phước Hậu,29554; 29557; 29596,Vĩnh Long,Huyện Long Hồ; Thành phố Vĩnh Long,104
a0588,29566,Phường Tân Ngãi,Phường,urban,Phường Tân Ngãi; Phường Tân Hòa; Phường Tân Hội,29563; 29566; 29569,Vĩnh Long,Thành phố Vĩnh Long,106
a0589,29584,Xã An Bình,Xã,rural,Xã Đồng Phú; Xã Bình Hòa Phước; Xã Hòa Ninh; Xã An Bình,29578; 29581; 29584; 29587,Vĩnh Long,Huyện Long Hồ,5
a0590,29590,Phường Thanh Đức,Phường,urban,Phường 5; Xã Thanh Đức,29545; 29590,Vĩnh Long,Huyện Long Hồ; Thành phố Vĩnh Long,102
a0591,29593,Phường Tân Hạnh,Phường,urban,Phường 8; Xã Tân Hạnh,29560; 29593,Vĩnh Long,Huyện Long Hồ; Thành phố Vĩnh Long,105
a0592,29602,Xã Long Hồ,Xã,rural,Xã Long Phước; Thị trấn Long Hồ; Xã Long An,29599; 29602; 29608,Vĩnh Long,Huyện Long Hồ,6
a0593,29611,Xã Phú Quới,Xã,rural,Xã Lộc Hòa; Xã Phú Quới; Xã Thạnh Quới; Xã Hòa Phú,29605; 29611; 29614; 29617,Vĩnh Long,Huyện Long Hồ,7
a0594,29623,Xã Nhơn Phú,Xã,rural,Xã Mỹ An; Xã Mỹ Phước; Xã Nhơn Phú,29623; 29626; 29632,Vĩnh Long,Huyện Mang Thít,3
a0595,29638,Xã Bình Phước,Xã,rural,Xã Long Mỹ; Xã Hòa Tịnh; Xã Bình Phước,29635; 29638; 29644,Vĩnh Long,Huyện Mang Thít,4
a0596,29641,Xã Cái Nhum,Xã,rural,Xã An Phước; Thị trấn Cái Nhum; Xã Chánh An,29629; 29641; 29647,Vĩnh Long,Huyện Mang Thít,1
a0597,29653,Xã Tân Long Hội,Xã,rural,Xã Tân An Hội; Xã Tân Long; Xã Tân Long Hội,29650; 29653; 29656,Vĩnh Long,Huyện Mang Thít,2
a0598,29659,Xã Trung Thành,Xã,rural,Thị trấn Vũng Liêm; Xã Trung Thành; Xã Trung Hiếu,29659; 29692; 29695,Vĩnh Long,Huyện Vũng Liêm,9
a0599,29668,Xã Quới An,Xã,rural,Xã Tân Quới Trung; Xã Quới An; Xã Trung Thành Tây,29662; 29668; 29680,Vĩnh Long,Huyện Vũng Liêm,11
a0600,29677,Xã Quới Thiện,Xã,rural,Xã Quới Thiện; Xã Thanh Bình,29665; 29677,Vĩnh Long,Huyện Vũng Liêm,8
a0601,29683,Xã Trung Hiệp,Xã,rural,Xã Trung Chánh; Xã Tân An Luông; Xã Trung Hiệp,29671; 29674; 29683,Vĩnh Long,Huyện Vũng Liêm,12
a0602,29698,Xã Trung Ngãi,Xã,rural,Xã Trung Thành Đông; Xã Trung Ngãi; Xã Trung Nghĩa,29689; 29698; 29704,Vĩnh Long,Huyện Vũng Liêm,10
a0603,29701,Xã Hiếu Phụng,Xã,rural,Xã Hiếu Phụng; Xã Hiếu Thuận; Xã Trung An,29686; 29701; 29707,Vĩnh Long,Huyện Vũng Liêm,13
a0604,29713,Xã Hiếu Thành,Xã,rural,Xã Hiếu Nhơn; Xã Hiếu Thành; Xã Hiếu Nghĩa,29710; 29713; 29716,Vĩnh Long,Huyện Vũng Liêm,14
a0605,29719,Xã Tam Bình,Xã,rural,Thị trấn Tam Bình (part); Xã Mỹ Thạnh Trung,29719; 29755,Vĩnh Long,Huyện Tam Bình,21
a0606,29728,Xã Cái Ngang,Xã,rural,Xã Tân Lộc; Xã Hậu Lộc; Xã Phú Lộc; Xã Mỹ Lộc,29722; 29728; 29737; 29746,Vĩnh Long,Huyện Tam Bình,24
a0607,29734,Xã Hòa Hiệp,Xã,rural,Xã Hòa Thạnh; Xã Hoà Lộc; Xã Hòa Hiệp,29731; 29734; 29743,Vĩnh Long,Huyện Tam Bình,20
a0608,29740,Xã Song Phú,Xã,rural,Xã Phú Thịnh; Xã Song Phú; Xã Tân Phú; Xã Long Phú,29725; 29740; 29749; 29752,Vĩnh Long,Huyện Tam Bình,23
a0609,29767,Xã Ngãi Tứ,Xã,rural,Xã Loan Mỹ; Xã Ngãi Tứ (part); Xã Bình Ninh; Thị trấn Trà Ôn (part),29761; 29764; 29767; 29821,Vĩnh Long,Huyện Tam Bình; Huyện Trà Ôn,22
a0610,29770,Phường Cái Vồn,Phường,urban,Xã Ngãi Tứ (part); Phường Cái Vồn (part); Phường Thành Phước (part); Xã Mỹ Hòa,29764; 29770; 29771; 29815,Vĩnh Long,Huyện Tam Bình; Thị xã Bình Minh,108
a0611,29771,Phường Bình Minh,Phường,urban,Phường Cái Vồn (part); Phường Thành Phước (part); Xã Thuận An,29770; 29771; 29806,Vĩnh Long,Thị xã Bình Minh,107
a0612,29785,Xã Tân Lược,Xã,rural,Xã Tân Thành; Xã Tân An Thạnh; Xã Tân Lược,29776; 29782; 29785,Vĩnh Long,Huyện Bình Tân,26
a0613,29788,Xã Mỹ Thuận,Xã,rural,Xã Thành Trung; Xã Nguyễn Văn Thảnh; Xã Mỹ Thuận,29779; 29788; 29794,Vĩnh Long,Huyện Bình Tân,27
a0614,29800,Xã Tân Quới,Xã,rural,Xã Thành Lợi; Xã Tân Bình; Thị trấn Tân Quới,29791; 29797; 29800,Vĩnh Long,Huyện Bình Tân,25
a0615,29812,Phường Đông Thành,Phường,urban,Xã Đông Thạnh; Xã Đông Bình; Phường Đông Thuận; Xã Đông Thành,29809; 29812; 29813; 29818,Vĩnh Long,Thị xã Bình Minh,109
a0616,29821,Xã Trà Ôn,Xã,rural,Thị trấn Trà Ôn (part); Xã Tích Thiện,29821; 29860,Vĩnh Long,Huyện Trà Ôn,16
a0617,29830,Xã Hòa Bình,Xã,rural,Xã Xuân Hiệp; Xã Hòa Bình; Xã Thới Hòa,29824; 29830; 29833,Vĩnh Long,Huyện Trà Ôn,19
a0618,29836,Xã Trà Côn,Xã,rural,Thị trấn Tam Bình (part); Xã Nhơn Bình; Xã Trà Côn; Xã Tân Mỹ,29719; 29827; 29836; 29839,Vĩnh Long,Huyện Tam Bình; Huyện Trà Ôn,17
a0619,29845,Xã Vĩnh Xuân,Xã,rural,Xã Hựu Thành; Xã Vĩnh Xuân; Xã Thuận Thới,29842; 29845; 29848,Vĩnh Long,Huyện Trà Ôn,18
a0620,29857,Xã Lục Sĩ Thành,Xã,rural,Xã Phú Thành; Xã Lục Sỹ Thành,29851; 29857,Vĩnh Long,Huyện Trà Ôn,15
`;
