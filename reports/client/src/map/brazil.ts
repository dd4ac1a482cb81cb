// The 26 states of Brazil and its federal district, with the names of seeds/provinces.csv.

import type { Lines } from "./grid";

export const BRAZIL: Lines = [
  ", , RR||Roraima, AP||Amapá",
  ", AM||Amazonas, PA||Pará, MA||Maranhão, CE||Ceará, RN||Rio Grande do Norte",
  "AC||Acre, RO||Rondônia, TO||Tocantins, PI||Piauí, PE||Pernambuco, PB||Paraíba",
  ", MT||Mato Grosso, GO||Goiás, BA||Bahia, SE||Sergipe, AL||Alagoas",
  ", MS||Mato Grosso do Sul, DF||Distrito Federal, MG||Minas Gerais, ES||Espírito Santo",
  ", , SP||São Paulo, RJ||Rio de Janeiro",
  ", , PR||Paraná",
  ", , SC||Santa Catarina",
  ", , RS||Rio Grande do Sul",
];
