/**
 * The communes of old Vĩnh Long along the chain 107 → 102 → 35, one row for each way from a unit of 2023 to a unit of today;
 * `how` is whole or part over the whole chain. Derived from the resolutions by others than the program's own lineage, and so
 * used only by tests, as the second source. Which hamlets of a cut commune went where is not known. (Bảng chuyển đổi.)
 */
export const CROSSWALK = `code_2023,name_2023,district_2023,code_2024_11,name_2024_11,code_2025_07,name_2025_07,how
29542,Phường 9,Thành phố Vĩnh Long,29542,Phường 9,29551,Phường Long Châu,whole
29545,Phường 5,Thành phố Vĩnh Long,29545,Phường 5,29590,Phường Thanh Đức,whole
29548,Phường 1,Thành phố Vĩnh Long,29551,Phường 1,29551,Phường Long Châu,whole
29551,Phường 2,Thành phố Vĩnh Long,29551,Phường 1,29551,Phường Long Châu,whole
29554,Phường 4,Thành phố Vĩnh Long,29554,Phường 4,29557,Phường Phước Hậu,whole
29557,Phường 3,Thành phố Vĩnh Long,29557,Phường 3,29557,Phường Phước Hậu,whole
29560,Phường 8,Thành phố Vĩnh Long,29560,Phường 8,29593,Phường Tân Hạnh,whole
29563,Phường Tân Ngãi,Thành phố Vĩnh Long,29563,Phường Tân Ngãi,29566,Phường Tân Ngãi,whole
29566,Phường Tân Hòa,Thành phố Vĩnh Long,29566,Phường Tân Hòa,29566,Phường Tân Ngãi,whole
29569,Phường Tân Hội,Thành phố Vĩnh Long,29569,Phường Tân Hội,29566,Phường Tân Ngãi,whole
29572,Phường Trường An,Thành phố Vĩnh Long,29572,Phường Trường An,29551,Phường Long Châu,whole
29575,Thị trấn Long Hồ,Huyện Long Hồ,29602,Thị trấn Long Hồ,29602,Xã Long Hồ,whole
29578,Xã Đồng Phú,Huyện Long Hồ,29578,Xã Đồng Phú,29584,Xã An Bình,whole
29581,Xã Bình Hòa Phước,Huyện Long Hồ,29581,Xã Bình Hòa Phước,29584,Xã An Bình,whole
29584,Xã Hòa Ninh,Huyện Long Hồ,29584,Xã Hòa Ninh,29584,Xã An Bình,whole
29587,Xã An Bình,Huyện Long Hồ,29587,Xã An Bình,29584,Xã An Bình,whole
29590,Xã Thanh Đức,Huyện Long Hồ,29590,Xã Thanh Đức,29590,Phường Thanh Đức,whole
29593,Xã Tân Hạnh,Huyện Long Hồ,29593,Xã Tân Hạnh,29593,Phường Tân Hạnh,whole
29596,Xã Phước Hậu,Huyện Long Hồ,29596,Xã Phước Hậu,29557,Phường Phước Hậu,whole
29599,Xã Long Phước,Huyện Long Hồ,29599,Xã Long Phước,29602,Xã Long Hồ,whole
29602,Xã Phú Đức,Huyện Long Hồ,29602,Thị trấn Long Hồ,29602,Xã Long Hồ,whole
29605,Xã Lộc Hòa,Huyện Long Hồ,29605,Xã Lộc Hòa,29611,Xã Phú Quới,whole
29608,Xã Long An,Huyện Long Hồ,29608,Xã Long An,29602,Xã Long Hồ,whole
29611,Xã Phú Quới,Huyện Long Hồ,29611,Xã Phú Quới,29611,Xã Phú Quới,whole
29614,Xã Thạnh Quới,Huyện Long Hồ,29614,Xã Thạnh Quới,29611,Xã Phú Quới,whole
29617,Xã Hòa Phú,Huyện Long Hồ,29617,Xã Hòa Phú,29611,Xã Phú Quới,whole
29623,Xã Mỹ An,Huyện Mang Thít,29623,Xã Mỹ An,29623,Xã Nhơn Phú,whole
29626,Xã Mỹ Phước,Huyện Mang Thít,29626,Xã Mỹ Phước,29623,Xã Nhơn Phú,whole
29629,Xã An Phước,Huyện Mang Thít,29629,Xã An Phước,29641,Xã Cái Nhum,whole
29632,Xã Nhơn Phú,Huyện Mang Thít,29632,Xã Nhơn Phú,29623,Xã Nhơn Phú,whole
29635,Xã Long Mỹ,Huyện Mang Thít,29635,Xã Long Mỹ,29638,Xã Bình Phước,whole
29638,Xã Hòa Tịnh,Huyện Mang Thít,29638,Xã Hòa Tịnh,29638,Xã Bình Phước,whole
29641,Thị trấn Cái Nhum,Huyện Mang Thít,29641,Thị trấn Cái Nhum,29641,Xã Cái Nhum,whole
29644,Xã Bình Phước,Huyện Mang Thít,29644,Xã Bình Phước,29638,Xã Bình Phước,whole
29647,Xã Chánh An,Huyện Mang Thít,29647,Xã Chánh An,29641,Xã Cái Nhum,whole
29650,Xã Tân An Hội,Huyện Mang Thít,29650,Xã Tân An Hội,29653,Xã Tân Long Hội,whole
29653,Xã Tân Long,Huyện Mang Thít,29653,Xã Tân Long,29653,Xã Tân Long Hội,whole
29656,Xã Tân Long Hội,Huyện Mang Thít,29656,Xã Tân Long Hội,29653,Xã Tân Long Hội,whole
29659,Thị trấn Vũng Liêm,Huyện Vũng Liêm,29659,Thị trấn Vũng Liêm,29659,Xã Trung Thành,whole
29662,Xã Tân Quới Trung,Huyện Vũng Liêm,29662,Xã Tân Quới Trung,29668,Xã Quới An,whole
29665,Xã Quới Thiện,Huyện Vũng Liêm,29665,Xã Quới Thiện,29677,Xã Quới Thiện,whole
29668,Xã Quới An,Huyện Vũng Liêm,29668,Xã Quới An,29668,Xã Quới An,whole
29671,Xã Trung Chánh,Huyện Vũng Liêm,29671,Xã Trung Chánh,29683,Xã Trung Hiệp,whole
29674,Xã Tân An Luông,Huyện Vũng Liêm,29674,Xã Tân An Luông,29683,Xã Trung Hiệp,whole
29677,Xã Thanh Bình,Huyện Vũng Liêm,29677,Xã Thanh Bình,29677,Xã Quới Thiện,whole
29680,Xã Trung Thành Tây,Huyện Vũng Liêm,29680,Xã Trung Thành Tây,29668,Xã Quới An,whole
29683,Xã Trung Hiệp,Huyện Vũng Liêm,29683,Xã Trung Hiệp,29683,Xã Trung Hiệp,whole
29686,Xã Hiếu Phụng,Huyện Vũng Liêm,29686,Xã Hiếu Phụng,29701,Xã Hiếu Phụng,whole
29689,Xã Trung Thành Đông,Huyện Vũng Liêm,29689,Xã Trung Thành Đông,29698,Xã Trung Ngãi,whole
29692,Xã Trung Thành,Huyện Vũng Liêm,29692,Xã Trung Thành,29659,Xã Trung Thành,whole
29695,Xã Trung Hiếu,Huyện Vũng Liêm,29695,Xã Trung Hiếu,29659,Xã Trung Thành,whole
29698,Xã Trung Ngãi,Huyện Vũng Liêm,29698,Xã Trung Ngãi,29698,Xã Trung Ngãi,whole
29701,Xã Hiếu Thuận,Huyện Vũng Liêm,29701,Xã Hiếu Thuận,29701,Xã Hiếu Phụng,whole
29704,Xã Trung Nghĩa,Huyện Vũng Liêm,29704,Xã Trung Nghĩa,29698,Xã Trung Ngãi,whole
29707,Xã Trung An,Huyện Vũng Liêm,29707,Xã Trung An,29701,Xã Hiếu Phụng,whole
29710,Xã Hiếu Nhơn,Huyện Vũng Liêm,29710,Xã Hiếu Nhơn,29713,Xã Hiếu Thành,whole
29713,Xã Hiếu Thành,Huyện Vũng Liêm,29713,Xã Hiếu Thành,29713,Xã Hiếu Thành,whole
29716,Xã Hiếu Nghĩa,Huyện Vũng Liêm,29716,Xã Hiếu Nghĩa,29713,Xã Hiếu Thành,whole
29719,Thị trấn Tam Bình,Huyện Tam Bình,29719,Thị trấn Tam Bình,29719,Xã Tam Bình,part
29719,Thị trấn Tam Bình,Huyện Tam Bình,29719,Thị trấn Tam Bình,29836,Xã Trà Côn,part
29722,Xã Tân Lộc,Huyện Tam Bình,29722,Xã Tân Lộc,29728,Xã Cái Ngang,whole
29725,Xã Phú Thịnh,Huyện Tam Bình,29725,Xã Phú Thịnh,29740,Xã Song Phú,whole
29728,Xã Hậu Lộc,Huyện Tam Bình,29728,Xã Hậu Lộc,29728,Xã Cái Ngang,whole
29731,Xã Hòa Thạnh,Huyện Tam Bình,29731,Xã Hòa Thạnh,29734,Xã Hòa Hiệp,whole
29734,Xã Hoà Lộc,Huyện Tam Bình,29734,Xã Hoà Lộc,29734,Xã Hòa Hiệp,whole
29737,Xã Phú Lộc,Huyện Tam Bình,29737,Xã Phú Lộc,29728,Xã Cái Ngang,whole
29740,Xã Song Phú,Huyện Tam Bình,29740,Xã Song Phú,29740,Xã Song Phú,whole
29743,Xã Hòa Hiệp,Huyện Tam Bình,29743,Xã Hòa Hiệp,29734,Xã Hòa Hiệp,whole
29746,Xã Mỹ Lộc,Huyện Tam Bình,29746,Xã Mỹ Lộc,29728,Xã Cái Ngang,whole
29749,Xã Tân Phú,Huyện Tam Bình,29749,Xã Tân Phú,29740,Xã Song Phú,whole
29752,Xã Long Phú,Huyện Tam Bình,29752,Xã Long Phú,29740,Xã Song Phú,whole
29755,Xã Mỹ Thạnh Trung,Huyện Tam Bình,29755,Xã Mỹ Thạnh Trung,29719,Xã Tam Bình,whole
29758,Xã Tường Lộc,Huyện Tam Bình,29719,Thị trấn Tam Bình,29719,Xã Tam Bình,part
29758,Xã Tường Lộc,Huyện Tam Bình,29719,Thị trấn Tam Bình,29836,Xã Trà Côn,part
29761,Xã Loan Mỹ,Huyện Tam Bình,29761,Xã Loan Mỹ,29767,Xã Ngãi Tứ,whole
29764,Xã Ngãi Tứ,Huyện Tam Bình,29764,Xã Ngãi Tứ,29767,Xã Ngãi Tứ,part
29764,Xã Ngãi Tứ,Huyện Tam Bình,29764,Xã Ngãi Tứ,29770,Phường Cái Vồn,part
29767,Xã Bình Ninh,Huyện Tam Bình,29767,Xã Bình Ninh,29767,Xã Ngãi Tứ,whole
29770,Phường Cái Vồn,Thị xã Bình Minh,29770,Phường Cái Vồn,29770,Phường Cái Vồn,part
29770,Phường Cái Vồn,Thị xã Bình Minh,29770,Phường Cái Vồn,29771,Phường Bình Minh,part
29771,Phường Thành Phước,Thị xã Bình Minh,29771,Phường Thành Phước,29770,Phường Cái Vồn,part
29771,Phường Thành Phước,Thị xã Bình Minh,29771,Phường Thành Phước,29771,Phường Bình Minh,part
29806,Xã Thuận An,Thị xã Bình Minh,29806,Xã Thuận An,29771,Phường Bình Minh,whole
29809,Xã Đông Thạnh,Thị xã Bình Minh,29809,Xã Đông Thạnh,29812,Phường Đông Thành,whole
29812,Xã Đông Bình,Thị xã Bình Minh,29812,Xã Đông Bình,29812,Phường Đông Thành,whole
29813,Phường Đông Thuận,Thị xã Bình Minh,29813,Phường Đông Thuận,29812,Phường Đông Thành,whole
29815,Xã Mỹ Hòa,Thị xã Bình Minh,29815,Xã Mỹ Hòa,29770,Phường Cái Vồn,whole
29818,Xã Đông Thành,Thị xã Bình Minh,29818,Xã Đông Thành,29812,Phường Đông Thành,whole
29821,Thị trấn Trà Ôn,Huyện Trà Ôn,29821,Thị trấn Trà Ôn,29767,Xã Ngãi Tứ,part
29821,Thị trấn Trà Ôn,Huyện Trà Ôn,29821,Thị trấn Trà Ôn,29821,Xã Trà Ôn,part
29824,Xã Xuân Hiệp,Huyện Trà Ôn,29824,Xã Xuân Hiệp,29830,Xã Hòa Bình,whole
29827,Xã Nhơn Bình,Huyện Trà Ôn,29827,Xã Nhơn Bình,29836,Xã Trà Côn,whole
29830,Xã Hòa Bình,Huyện Trà Ôn,29830,Xã Hòa Bình,29830,Xã Hòa Bình,whole
29833,Xã Thới Hòa,Huyện Trà Ôn,29833,Xã Thới Hòa,29830,Xã Hòa Bình,whole
29836,Xã Trà Côn,Huyện Trà Ôn,29836,Xã Trà Côn,29836,Xã Trà Côn,whole
29839,Xã Tân Mỹ,Huyện Trà Ôn,29839,Xã Tân Mỹ,29836,Xã Trà Côn,whole
29842,Xã Hựu Thành,Huyện Trà Ôn,29842,Xã Hựu Thành,29845,Xã Vĩnh Xuân,whole
29845,Xã Vĩnh Xuân,Huyện Trà Ôn,29845,Xã Vĩnh Xuân,29845,Xã Vĩnh Xuân,whole
29848,Xã Thuận Thới,Huyện Trà Ôn,29848,Xã Thuận Thới,29845,Xã Vĩnh Xuân,whole
29851,Xã Phú Thành,Huyện Trà Ôn,29851,Xã Phú Thành,29857,Xã Lục Sĩ Thành,whole
29854,Xã Thiện Mỹ,Huyện Trà Ôn,29821,Thị trấn Trà Ôn,29767,Xã Ngãi Tứ,part
29854,Xã Thiện Mỹ,Huyện Trà Ôn,29821,Thị trấn Trà Ôn,29821,Xã Trà Ôn,part
29857,Xã Lục Sỹ Thành,Huyện Trà Ôn,29857,Xã Lục Sỹ Thành,29857,Xã Lục Sĩ Thành,whole
29860,Xã Tích Thiện,Huyện Trà Ôn,29860,Xã Tích Thiện,29821,Xã Trà Ôn,whole
29773,Xã Tân Hưng,Huyện Bình Tân,29782,Xã Tân An Thạnh,29785,Xã Tân Lược,whole
29776,Xã Tân Thành,Huyện Bình Tân,29776,Xã Tân Thành,29785,Xã Tân Lược,whole
29779,Xã Thành Trung,Huyện Bình Tân,29779,Xã Thành Trung,29788,Xã Mỹ Thuận,whole
29782,Xã Tân An Thạnh,Huyện Bình Tân,29782,Xã Tân An Thạnh,29785,Xã Tân Lược,whole
29785,Xã Tân Lược,Huyện Bình Tân,29785,Xã Tân Lược,29785,Xã Tân Lược,whole
29788,Xã Nguyễn Văn Thảnh,Huyện Bình Tân,29788,Xã Nguyễn Văn Thảnh,29788,Xã Mỹ Thuận,whole
29791,Xã Thành Lợi,Huyện Bình Tân,29791,Xã Thành Lợi,29800,Xã Tân Quới,whole
29794,Xã Mỹ Thuận,Huyện Bình Tân,29794,Xã Mỹ Thuận,29788,Xã Mỹ Thuận,whole
29797,Xã Tân Bình,Huyện Bình Tân,29797,Xã Tân Bình,29800,Xã Tân Quới,whole
29800,Thị trấn Tân Quới,Huyện Bình Tân,29800,Thị trấn Tân Quới,29800,Xã Tân Quới,whole
`;
