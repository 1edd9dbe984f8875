import type { DatasetRecipe } from './recipe.ts';
import { aptos2019 } from './sets/aptos-2019.ts';
import { busi } from './sets/busi.ts';
import { cbisDdsm } from './sets/cbis-ddsm.ts';
import { chaseDb1 } from './sets/chase-db1.ts';
import { chestXray2017 } from './sets/chest-xray-2017.ts';
import { cholecSeg8k } from './sets/cholecseg8k.ts';
import { covidX } from './sets/covidx.ts';
import { cvcClinicDb } from './sets/cvc-clinicdb.ts';
import { deepLesion } from './sets/deeplesion.ts';
import { dentalRadiography } from './sets/dental-radiography.ts';
import { dentex } from './sets/dentex.ts';
import { drive } from './sets/drive.ts';
import { eyepacs } from './sets/eyepacs.ts';
import { ham10000 } from './sets/ham10000.ts';
import { hrf } from './sets/hrf.ts';
import { hyperKvasir } from './sets/hyper-kvasir.ts';
import { idrid } from './sets/idrid.ts';
import { inBreast } from './sets/inbreast.ts';
import { isic2018Task1 } from './sets/isic2018-task1.ts';
import { jsrt } from './sets/jsrt.ts';
import { kvasirSeg } from './sets/kvasir-seg.ts';
import { kvasirV2 } from './sets/kvasir-v2.ts';
import { medMnist } from './sets/medmnist.ts';
import { messidor2 } from './sets/messidor-2.ts';
import { mimicCxr } from './sets/mimic-cxr.ts';
import { miniMias } from './sets/mini-mias.ts';
import { montgomery } from './sets/montgomery.ts';
import { nihChestXray14 } from './sets/nih-chest-xray14.ts';
import { oct2017 } from './sets/oct2017.ts';
import { openI } from './sets/open-i.ts';
import { padUfes20 } from './sets/pad-ufes-20.ts';
import { pathVqa } from './sets/path-vqa.ts';
import { refuge } from './sets/refuge.ts';
import { rsnaPneumonia } from './sets/rsna-pneumonia.ts';
import { shenzhen } from './sets/shenzhen.ts';
import { siimAcrPneumothorax } from './sets/siim-acr-pneumothorax.ts';
import { skinCancerIsic } from './sets/skin-cancer-isic.ts';
import { stare } from './sets/stare.ts';
import { sxy } from './sets/sxy.ts';
import { uwMadisonGiTract } from './sets/uw-madison-gi-tract.ts';
import { vindrCxr } from './sets/vindr-cxr.ts';
import { vqaRad } from './sets/vqa-rad.ts';

/** Every public data set that is known, the study's own first. */
export const recipes: readonly DatasetRecipe[] = [
  refuge,
  chestXray2017,
  skinCancerIsic,
  ham10000,
  mimicCxr,
  openI,
  sxy,
  kvasirV2,
  kvasirSeg,
  cvcClinicDb,
  cholecSeg8k,
  dentex,
  dentalRadiography,
  oct2017,
  idrid,
  isic2018Task1,
  nihChestXray14,
  rsnaPneumonia,
  vindrCxr,
  vqaRad,
  montgomery,
  shenzhen,
  jsrt,
  deepLesion,
  busi,
  cbisDdsm,
  inBreast,
  miniMias,
  drive,
  chaseDb1,
  hrf,
  stare,
  aptos2019,
  eyepacs,
  messidor2,
  hyperKvasir,
  padUfes20,
  pathVqa,
  medMnist,
  siimAcrPneumothorax,
  uwMadisonGiTract,
  covidX,
];
