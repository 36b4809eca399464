/**
 * Provinces and districts: the three old provinces with their districts until the district level ended on 30 June 2025,
 * and the new province from 1 July 2025, which took over the code 86. Codes and names as in the national list of
 * administrative units (tổng cục thống kê, danh mục đơn vị hành chính). `area_id` is ours: opaque, given once, never reused.
 * `valid_until` is exclusive; empty: still valid. (Tỉnh, huyện.)
 */
export const UPPER_UNITS = `area_id,level,code,name,parent_id,valid_until
a0001,province,86,Tỉnh Vĩnh Long,,2025-07-01
a0002,province,83,Tỉnh Bến Tre,,2025-07-01
a0003,province,84,Tỉnh Trà Vinh,,2025-07-01
a0004,province,86,Tỉnh Vĩnh Long,,
a0011,district,855,Thành phố Vĩnh Long,a0001,2025-07-01
a0012,district,857,Huyện Long Hồ,a0001,2025-07-01
a0013,district,858,Huyện Mang Thít,a0001,2025-07-01
a0014,district,859,Huyện Vũng Liêm,a0001,2025-07-01
a0015,district,860,Huyện Tam Bình,a0001,2025-07-01
a0016,district,861,Thị xã Bình Minh,a0001,2025-07-01
a0017,district,862,Huyện Trà Ôn,a0001,2025-07-01
a0018,district,863,Huyện Bình Tân,a0001,2025-07-01
a0019,district,829,Thành phố Bến Tre,a0002,2025-07-01
a0020,district,831,Huyện Châu Thành,a0002,2025-07-01
a0021,district,832,Huyện Chợ Lách,a0002,2025-07-01
a0022,district,833,Huyện Mỏ Cày Nam,a0002,2025-07-01
a0023,district,834,Huyện Giồng Trôm,a0002,2025-07-01
a0024,district,835,Huyện Bình Đại,a0002,2025-07-01
a0025,district,836,Huyện Ba Tri,a0002,2025-07-01
a0026,district,837,Huyện Thạnh Phú,a0002,2025-07-01
a0027,district,838,Huyện Mỏ Cày Bắc,a0002,2025-07-01
a0028,district,842,Thành phố Trà Vinh,a0003,2025-07-01
a0029,district,844,Huyện Càng Long,a0003,2025-07-01
a0030,district,845,Huyện Cầu Kè,a0003,2025-07-01
a0031,district,846,Huyện Tiểu Cần,a0003,2025-07-01
a0032,district,847,Huyện Châu Thành,a0003,2025-07-01
a0033,district,848,Huyện Cầu Ngang,a0003,2025-07-01
a0034,district,849,Huyện Trà Cú,a0003,2025-07-01
a0035,district,850,Huyện Duyên Hải,a0003,2025-07-01
a0036,district,851,Thị xã Duyên Hải,a0003,2025-07-01
`;
