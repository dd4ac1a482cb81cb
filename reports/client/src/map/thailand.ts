// The 77 provinces of Thailand, with the names of seeds/provinces.csv.

import type { Lines } from "./grid";

export const THAILAND: Lines = [
  "MSN|มส|Mae Hong Son, CMI|ชม|Chiang Mai, CRI|ชร|Chiang Rai",
  ", LPN|ลพ|Lamphun, PYO|พย|Phayao, NAN|นน|Nan",
  ", LPG|ลป|Lampang, PRE|พร|Phrae, UTD|อต|Uttaradit, LEI|ลย|Loei, NKI|นค|Nong Khai, BKN|บก|Bueng Kan",
  "TAK|ตก|Tak, STI|สท|Sukhothai, PLK|พล|Phitsanulok, PNB|พช|Phetchabun, NBP|นภ|Nong Bua Lam Phu, UDN|อด|Udon Thani, SNK|สน|Sakon Nakhon, NPM|นพ|Nakhon Phanom",
  ", KPT|กพ|Kamphaeng Phet, PCT|พจ|Phichit, CPM|ชย|Chaiyaphum, KKN|ขก|Khon Kaen, MKM|มค|Maha Sarakham, KSN|กส|Kalasin, MDH|มห|Mukdahan",
  ", UTI|อน|Uthai Thani, NSN|นว|Nakhon Sawan, LRI|ลบ|Lop Buri, NMA|นม|Nakhon Ratchasima, RET|รอ|Roi Et, YST|ยส|Yasothon, ACR|อจ|Amnat Charoen",
  "KRI|กจ|Kanchanaburi, CNT|ชน|Chai Nat, SBR|สห|Sing Buri, SRI|สบ|Saraburi, BRM|บร|Buri Ram, SRN|สร|Surin, SSK|ศก|Si Sa Ket, UBN|อบ|Ubon Ratchathani",
  ", SPB|สพ|Suphan Buri, ATG|อท|Ang Thong, AYA|อย|Phra Nakhon Si Ayutthaya, NYK|นย|Nakhon Nayok, PRI|ปจ|Prachin Buri, SKW|สก|Sa Kaeo",
  "RBR|รบ|Ratchaburi, NPT|นฐ|Nakhon Pathom, NBI|นบ|Nonthaburi, PTE|ปท|Pathum Thani, CCO|ฉช|Chachoengsao",
  "PBI|พบ|Phetchaburi, SKM|สส|Samut Songkhram, SKN|สค|Samut Sakhon, BKK|กท|Bangkok, CBI|ชบ|Chon Buri, CTI|จบ|Chanthaburi",
  "PKN|ปข|Prachuap Khiri Khan, , , SPK|สป|Samut Prakan, RYG|รย|Rayong, TRT|ตร|Trat",
  "RNG|รน|Ranong, CPN|ชพ|Chumphon",
  "PNA|พง|Phangnga, SNI|สฎ|Surat Thani",
  "PKT|ภก|Phuket, KBI|กบ|Krabi, NRT|นศ|Nakhon Si Thammarat",
  ", TRG|ตง|Trang, PLG|พท|Phatthalung",
  ", STN|สต|Satun, SKA|สข|Songkhla, PTN|ปน|Pattani",
  ", , YLA|ยล|Yala, NWT|นธ|Narathiwat",
];
