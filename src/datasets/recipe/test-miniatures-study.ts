import { workbook } from './test-workbook.ts';

export interface Miniature {
  readonly texts?: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;
  readonly pictures?: readonly string[];
}

export const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;

/** The data sets of the study itself, named or inferred. */
export const studyMiniatures = {
  refuge: {
    texts: {
      'Annotation-Training400/Fovea_location.xlsx': workbook([
        ['ID', 'ImgName', 'Fovea_X', 'Fovea_Y'],
        [1, 'g0001.jpg', 1057.98, 1061.4],
        [2, 'n0001.jpg', 1035.2, 1100.5],
      ]),
      'REFUGE-Validation400-GT/Fovea_locations.xlsx': workbook([
        ['ID', 'ImgName', 'Fovea_X', 'Fovea_Y', 'Glaucoma Label'],
        [1, 'V0001.jpg', 800.5, 810, 1],
        [2, 'V0002.jpg', 801, 811.5, 0],
      ]),
    },
    pictures: [
      'Training400/Glaucoma/g0001.jpg',
      'Training400/Non-Glaucoma/n0001.jpg',
      'Annotation-Training400/Disc_Cup_Masks/Glaucoma/g0001.bmp',
      'Annotation-Training400/Disc_Cup_Masks/Non-Glaucoma/n0001.bmp',
      'REFUGE-Validation400/V0001.jpg',
      'REFUGE-Validation400/V0002.jpg',
      'REFUGE-Validation400-GT/Disc_Cup_Masks/V0001.bmp',
      'REFUGE-Validation400-GT/Disc_Cup_Masks/V0002.bmp',
    ],
  },
  'chest-xray-2017': {
    pictures: [
      'train/NORMAL/IM-0115-0001.jpeg',
      'train/PNEUMONIA/person1_bacteria_1.jpeg',
      'train/PNEUMONIA/person1_bacteria_2.jpeg',
      'val/NORMAL/NORMAL2-IM-1427-0001.jpeg',
      'val/PNEUMONIA/person1946_bacteria_4874.jpeg',
      'test/NORMAL/IM-0001-0001.jpeg',
      'test/PNEUMONIA/person1_virus_6.jpeg',
    ],
  },
  'skin-cancer-isic': {
    pictures: [
      'actinic keratosis',
      'basal cell carcinoma',
      'dermatofibroma',
      'melanoma',
      'nevus',
      'pigmented benign keratosis',
      'seborrheic keratosis',
      'squamous cell carcinoma',
      'vascular lesion',
    ].flatMap((label, at) => [`Train/${label}/ISIC_000000${at}.jpg`, `Test/${label}/ISIC_000010${at}.jpg`]),
  },
  ham10000: {
    texts: {
      'HAM10000_metadata.csv': lines(
        'lesion_id,image_id,dx,dx_type,age,sex,localization',
        'HAM_0000118,ISIC_0027419,bkl,histo,80.0,male,scalp',
        'HAM_0000118,ISIC_0025030,bkl,histo,80.0,male,scalp',
        'HAM_0002730,ISIC_0026769,nv,follow_up,45.0,female,back',
        'HAM_0001466,ISIC_0031633,mel,histo,,unknown,ear',
      ),
      'hmnist_8_8_L.csv': lines('pixel0000,pixel0001,label', '169,171,2'),
    },
    pictures: [
      'HAM10000_images_part_1/ISIC_0027419.jpg',
      'HAM10000_images_part_1/ISIC_0025030.jpg',
      'HAM10000_images_part_2/ISIC_0026769.jpg',
      'HAM10000_images_part_2/ISIC_0031633.jpg',
      'ham10000_images_part_1/ISIC_0027419.jpg',
      'ham10000_images_part_1/ISIC_0025030.jpg',
    ],
  },
  'mimic-cxr': {
    texts: {
      'files/p10/p10000032/s50414267.txt':
        'FINAL REPORT\n FINDINGS: \n\n There is no focal consolidation.\n\n IMPRESSION: \n\n No acute cardiopulmonary process.\n',
      'files/p10/p10000764/s57375967.txt':
        'FINAL REPORT\n FINDINGS: \n\n Clear lungs.\n\n IMPRESSION: \n\n Focal consolidation at the left lung base.\n',
    },
  },
  'open-i': {
    texts: {
      'indiana_reports.csv': lines(
        'uid,MeSH,Problems,image,indication,comparison,findings,impression',
        '1,normal,normal,Xray Chest PA and Lateral,Positive TB test,None.,The lungs are clear.,Normal chest x-XXXX.',
        '2,Cardiomegaly/borderline;Spine/degenerative,Cardiomegaly;Spine,Chest PA and lateral,Preop bariatric surgery.,None.,Borderline cardiomegaly.,No acute disease.',
        '3,No Indexing,No Indexing,Chest PA and lateral,Pain.,None.,The heart is of normal size.,No acute disease.',
      ),
      'indiana_projections.csv': lines(
        'uid,filename,projection',
        '1,1_IM-0001-4001.dcm.png,Frontal',
        '1,1_IM-0001-3001.dcm.png,Lateral',
        '2,2_IM-0652-1001.dcm.png,Frontal',
      ),
    },
    pictures: [
      'images_normalized/1_IM-0001-4001.dcm.png',
      'images_normalized/1_IM-0001-3001.dcm.png',
      'images_normalized/2_IM-0652-1001.dcm.png',
    ],
  },
  sxy: {
    texts: {
      'sxy_reports.csv': lines(
        'id,findings,impression,system',
        '1,双肺纹理清晰，未见实变影。心影不大。,心肺未见明显异常。,chest',
        '2,肝脏大小形态正常，胆囊未见结石。,腹部未见明显异常。,abdomen',
      ),
    },
  },
} satisfies Readonly<Record<string, Miniature>>;
